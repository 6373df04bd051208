/** A checksum tells whether a text came back from storage as it went in: CRC-32, as in ISO 3309 and in every zip file. */

/** What each byte does to the remainder; the polynomial is 0x04C11DB7 with its bits reversed. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte
  for (let bit = 0; bit < 8; bit++) {
    remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0)
  }
  return remainder
})

/** Eight hexadecimal digits, over the two bytes of every UTF-16 code unit, the lower one first. */
export function checksumOf(text: string): string {
  let remainder = 0xffffffff
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    remainder = (remainder >>> 8) ^ (TABLE[(remainder ^ unit) & 0xff] as number)
    remainder = (remainder >>> 8) ^ (TABLE[(remainder ^ (unit >>> 8)) & 0xff] as number)
  }
  return (~remainder >>> 0).toString(16).padStart(8, '0')
}
