/** The listener is a stranger's server: whatever reaches it has got out. It hears HTTP, WebSockets, plain connections and datagrams. */

import { createSocket, type Socket } from 'node:dgram'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Listener {
  readonly port: number
  /** What has reached it so far, in the order in which it came; the site adds what reached that. */
  readonly heard: string[]
  close(): Promise<void>
}

export async function listen(): Promise<Listener> {
  const heard: string[] = []
  const server = createServer(({ method, url }, response) => {
    heard.push(`${method} ${url}`)
    response.writeHead(200, {
      'access-control-allow-origin': '*',
      'content-type': 'text/javascript',
    })
    response.end('0')
  })
  server.on('upgrade', ({ url }, socket) => {
    heard.push(`WebSocket ${url}`)
    socket.destroy()
  })
  // Also one that asks for nothing: who connects has been told where.
  server.on('connection', () => heard.push('connection'))
  server.on('clientError', (_, socket) => socket.destroy())
  const port = await start(server)
  const datagrams = await hearDatagrams(port, () => heard.push('datagram'))
  return {
    port,
    heard,
    close: async () => {
      datagrams.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function start(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, () => resolve((server.address() as AddressInfo).port))
  })
}

/** WebRTC and QUIC go by UDP. */
function hearDatagrams(port: number, onDatagram: () => void): Promise<Socket> {
  const socket = createSocket({ type: 'udp6', ipv6Only: false })
  socket.on('message', onDatagram)
  return new Promise((resolve) => socket.bind(port, () => resolve(socket)))
}
