/**
 * The checkout model is the shop without its code: what a checkout does, how long each part of it takes, and where it
 * waits for others. It draws the same luck as the services do, so it finds the same microseconds, a thousand times as fast.
 *
 * Whoever is under way is a slot with a stage. When its stage is over, `#advance` lets it go on to the next: read it from
 * top to bottom, and it is the story of one checkout. Where services are only full or slow, nothing else can happen; so
 * what is not in the story, such as logs and headers, changes no duration.
 */

import { ColdStart } from '../network/cold-start.ts'
import { HOP } from '../network/network.ts'
import { CRASH_AFTER } from '../network/server.ts'
import { itemCount } from '../shop/customer.ts'
import { PRICE, PRICE_LIST, RESERVATION, STOCK_CHANGE } from '../shop/latencies.ts'
import type { ShopSettings } from '../shop/shop-settings.ts'
import { momentAfter } from '../time/clock.ts'
import { BROKEN, PAID, REFUSED, UNANSWERED, UNREACHABLE } from './ending.ts'
import { EventQueue, NOBODY } from './event-queue.ts'
import { LuckInFlight } from './luck-in-flight.ts'
import { Places } from './places.ts'
import { Slots } from './slots.ts'

/** The stages of a checkout, in the order of its story. */
const TO_STOREFRONT = 0
const TO_CART = 1
const TO_STOCK = 2
const CHANGES_STOCK = 3
const RESERVES = 4
const TO_PRICING = 5
const PRICES = 6
const TO_PAYMENTS = 7
const ASKS_BANK = 8
const PAUSES = 9
const BACK_TO_STOREFRONT = 10
const OVER = 11
/** The stages of a transfer. It goes on even if nobody waits for it any more. */
const TO_BANK = 12
const TRANSFERS = 13
const BACK_TO_PAYMENTS = 14
/** A request will take payments down with it. */
const CRASHES = 15

/** How many ways lie between two services that the storefront asks one after the other. */
const BACK_AND_ON = 2

/** Hears how a checkout has ended. @param duration whole microseconds */
export type EndListener = (request: number, duration: number, ending: number) => void

export class CheckoutModel {
  readonly #settings: ShopSettings
  readonly #onEnd: EndListener
  readonly #queue = new EventQueue()
  readonly #slots = new Slots()
  /** Microseconds since the Unix epoch. */
  #now = 0

  readonly #network: LuckInFlight
  readonly #customerLuck: LuckInFlight
  readonly #cartLuck: LuckInFlight
  readonly #pricingLuck: LuckInFlight
  readonly #paymentsLuck: LuckInFlight
  readonly #paymentsFaults: LuckInFlight
  readonly #bankLuck: LuckInFlight
  readonly #bankFaults: LuckInFlight

  readonly #storefront: Places
  readonly #cart: Places
  readonly #stock = new Places(1)
  readonly #pricing: Places
  readonly #start: ColdStart
  #payments: Places
  /** Payments lives until it crashes; then it has another life. */
  #life = 1
  #upFrom = 0
  readonly #bank: Places

  #observed = 0
  #waits: number[] = []

  /**
   * @param seed the run's
   * @param lastUse when pricing had its last request, in microseconds; for a model that goes on where another was left
   */
  constructor(seed: string | number, settings: ShopSettings, onEnd: EndListener, lastUse?: number) {
    const { capacity, coldStart, idleAfter } = settings
    const luck = (purpose: string) => new LuckInFlight(seed, purpose)
    this.#settings = settings
    this.#onEnd = onEnd
    this.#network = luck('network')
    this.#customerLuck = luck('customer')
    this.#cartLuck = luck('cart')
    this.#pricingLuck = luck('pricing')
    this.#paymentsLuck = luck('payments')
    this.#paymentsFaults = luck('faults/payments')
    this.#bankLuck = luck('bank')
    this.#bankFaults = luck('faults/bank')
    this.#storefront = new Places(capacity.storefront)
    this.#cart = new Places(capacity.cart)
    this.#pricing = new Places(capacity.pricing)
    this.#start = new ColdStart(coldStart, idleAfter, lastUse)
    this.#payments = new Places(capacity.payments)
    this.#bank = new Places(capacity.bank)
  }

  /** Is nobody under way, and nothing broken? Then whoever comes next depends on nobody before. */
  get isCalm(): boolean {
    return this.#queue.isEmpty && this.#now >= this.#upFrom
  }

  /** When pricing had its last request: all that a calm shop remembers. Microseconds. */
  get lastUse(): number {
    return this.#start.lastUse
  }

  /** A customer clicks. @param moment not before anything that has happened; see {@link runUntil} */
  click(request: number, moment: number): void {
    this.#now = moment
    this.#travel(this.#slots.takeForCheckout(request, moment), TO_STOREFRONT)
  }

  /** Lets everything happen that is due before a moment. */
  runUntil(moment: number): void {
    const queue = this.#queue
    for (let next = queue.nextMoment; next < moment; next = queue.nextMoment) {
      this.#now = next
      this.#advance(queue.takeFirst())
    }
  }

  /**
   * Notes from now on how long one request waits, at each place where it could have to.
   * @returns the list, in the order of its visits, as `replay()` takes it; it fills while time passes
   */
  observe(request: number): readonly number[] {
    this.#observed = request
    this.#waits = []
    return this.#waits
  }

  /** Is nothing left of a request that has clicked: neither it nor a transfer of it? */
  isOver(request: number): boolean {
    const { request: requests, needed, end } = this.#slots
    for (let slot = 0; slot < end; slot++) {
      if (requests[slot] === request && (needed[slot] as number) > 0) return false
    }
    return true
  }

  /** A stage is over, and the next begins. */
  #advance(slot: number): void {
    switch (this.#slots.stage[slot]) {
      case TO_STOREFRONT:
      case TO_CART:
        this.#visit(slot)
        break
      case CHANGES_STOCK:
        this.#leave(this.#stock)
        this.#reserve(slot)
        break
      case RESERVES:
        this.#leave(this.#cart)
        this.#travel(slot, TO_PRICING, BACK_AND_ON)
        break
      case TO_PRICING:
        this.#visit(slot)
        break
      case PRICES:
        this.#leave(this.#pricing)
        this.#travel(slot, TO_PAYMENTS, BACK_AND_ON)
        break
      case TO_PAYMENTS:
        this.#reachPayments(slot)
        break
      case ASKS_BANK:
        this.#giveUp(slot)
        break
      case PAUSES:
        this.#askBank(slot)
        break
      case BACK_TO_STOREFRONT:
        this.#leave(this.#storefront)
        this.#goHome(slot)
        break

      case TO_BANK:
        this.#reachBank(slot)
        break
      case TRANSFERS:
        this.#settle(slot)
        break
      case BACK_TO_PAYMENTS:
        this.#answer(slot)
        break

      case CRASHES:
        this.#crash(slot)
        break
    }
  }

  /** A slot comes to where it is going: it works there at once, or stands in line. */
  #visit(slot: number): void {
    this.#note(slot)
    if (this.#placesOf(slot).enter(slot)) this.#work(slot)
    else this.#slots.waitingSince[slot] = this.#now
  }

  /** Somebody leaves. The first in line begins. */
  #leave(places: Places): void {
    const next = places.leave()
    if (next === NOBODY) return
    this.#noteWait(next, this.#now - (this.#slots.waitingSince[next] as number))
    this.#work(next)
  }

  #placesOf(slot: number): Places {
    switch (this.#slots.stage[slot]) {
      case TO_STOREFRONT:
        return this.#storefront
      case TO_CART:
        return this.#cart
      case TO_STOCK:
        return this.#stock
      case TO_PRICING:
        return this.#pricing
      case TO_PAYMENTS:
        return this.#payments
      default:
        return this.#bank
    }
  }

  /** A slot has its place. */
  #work(slot: number): void {
    switch (this.#slots.stage[slot]) {
      case TO_STOREFRONT:
        this.#travel(slot, TO_CART)
        break
      case TO_CART:
        if (this.#settings.lockTime > 0) this.#lockStock(slot)
        else this.#reserve(slot)
        break
      case TO_STOCK:
        this.#changeStock(slot)
        break
      case TO_PRICING:
        this.#price(slot)
        break
      case TO_PAYMENTS:
        this.#askBank(slot)
        break
      default:
        this.#transfer(slot)
        break
    }
  }

  // The cart.

  #lockStock(slot: number): void {
    this.#slots.stage[slot] = TO_STOCK
    this.#visit(slot)
  }

  #changeStock(slot: number): void {
    const change = this.#luck(this.#cartLuck, slot).logNormal(
      this.#settings.lockTime,
      STOCK_CHANGE.spread,
    )
    this.#next(slot, CHANGES_STOCK, momentAfter(this.#now, change))
  }

  #reserve(slot: number): void {
    const chance = this.#luck(this.#cartLuck, slot)
    const reservation = chance.logNormal(RESERVATION.median, RESERVATION.spread)
    this.#next(slot, RESERVES, momentAfter(this.#now, reservation))
  }

  // Pricing.

  #price(slot: number): void {
    const chance = this.#luck(this.#pricingLuck, slot)
    let set = this.#now
    let due = this.#now + this.#untilWarm(slot)
    const { nPlusOne } = this.#settings
    const { median, spread } = nPlusOne ? PRICE : PRICE_LIST
    for (let reads = nPlusOne ? this.#itemsOf(slot) : 1; reads > 0; reads--) {
      set = due
      due = momentAfter(due, chance.logNormal(median, spread))
    }
    this.#next(slot, PRICES, due, set)
  }

  #untilWarm(slot: number): number {
    if (this.#settings.coldStart === 0) return 0
    this.#note(slot)
    const untilWarm = this.#start.use(this.#now)
    this.#noteWait(slot, untilWarm)
    return untilWarm
  }

  #itemsOf(slot: number): number {
    return itemCount(this.#luck(this.#customerLuck, slot))
  }

  // Payments.

  #reachPayments(slot: number): void {
    const { crashes } = this.#settings
    const isCrashing = crashes > 0 && this.#drawCrash(slot)
    if (this.#now < this.#upFrom) {
      this.#turnBack(slot, UNREACHABLE)
    } else {
      this.#slots.life[slot] = this.#life
      this.#visit(slot)
      if (isCrashing) this.#crashSoon(slot)
    }
  }

  #askBank(slot: number): void {
    const slots = this.#slots
    const transfer = slots.takeForTransfer(slot)
    slots.attempt[slot] = (slots.attempt[slot] as number) + 1
    slots.transfer[slot] = transfer
    this.#travel(transfer, TO_BANK)
    this.#next(slot, ASKS_BANK, momentAfter(this.#now, this.#settings.patience))
  }

  #giveUp(slot: number): void {
    const { attempts, backoff } = this.#settings
    const attempt = this.#slots.attempt[slot] as number
    if (attempt >= attempts) this.#leavePayments(slot, UNANSWERED)
    else if (backoff > 0) this.#pause(slot, backoff * 2 ** (attempt - 1))
    else this.#askBank(slot)
  }

  /** @param longest milliseconds */
  #pause(slot: number, longest: number): void {
    const pause = this.#luck(this.#paymentsLuck, slot).next() * longest
    this.#next(slot, PAUSES, momentAfter(this.#now, pause))
  }

  #leavePayments(slot: number, ending: number): void {
    this.#slots.life[slot] = 0
    this.#leave(this.#payments)
    this.#turnBack(slot, ending)
  }

  #turnBack(slot: number, ending: number): void {
    this.#slots.ending[slot] = ending
    this.#travel(slot, BACK_TO_STOREFRONT)
  }

  /** Nobody waits for anybody on the last way, so the ending is known when it begins. */
  #goHome(slot: number): void {
    const { request, arrival, ending, stage } = this.#slots
    const home = momentAfter(this.#now, this.#way(slot))
    this.#onEnd(request[slot] as number, home - (arrival[slot] as number), ending[slot] as number)
    stage[slot] = OVER
    this.#slots.give(slot)
  }

  // The bank.

  #reachBank(slot: number): void {
    this.#slots.life[slot] = 0
    const { bankErrors } = this.#settings
    const isRefused = bankErrors > 0 && this.#luck(this.#bankFaults, slot).chance(bankErrors)
    if (isRefused) this.#sendBack(slot, UNREACHABLE)
    else this.#visit(slot)
  }

  #transfer(slot: number): void {
    const { bankMedian, bankSpread, bankTail } = this.#settings
    const duration = this.#luck(this.#bankLuck, slot).longTail(bankMedian, bankSpread, bankTail)
    this.#next(slot, TRANSFERS, momentAfter(this.#now, duration))
  }

  #settle(slot: number): void {
    const { refusals } = this.#settings
    const isRefused = refusals > 0 && this.#luck(this.#bankLuck, slot).chance(refusals)
    this.#leave(this.#bank)
    this.#sendBack(slot, isRefused ? REFUSED : PAID)
  }

  #sendBack(slot: number, ending: number): void {
    this.#slots.ending[slot] = ending
    this.#travel(slot, BACK_TO_PAYMENTS)
  }

  /** If payments has lost its patience, the answer comes to nobody. */
  #answer(slot: number): void {
    const { checkout, stage, transfer, ending } = this.#slots
    const asker = checkout[slot] as number
    if (stage[asker] === ASKS_BANK && transfer[asker] === slot) {
      this.#leavePayments(asker, ending[slot] as number)
    }
    this.#slots.give(slot)
  }

  // What crashes do.

  /** In the order of `drawFate`: what becomes of the headers is drawn first. */
  #drawCrash(slot: number): boolean {
    const { headersDropped, headersMangled, crashes } = this.#settings
    const chance = this.#luck(this.#paymentsFaults, slot)
    chance.chance(headersDropped)
    chance.chance(headersMangled)
    return chance.chance(crashes)
  }

  #crashSoon(slot: number): void {
    const delay = this.#luck(this.#paymentsFaults, slot).exponential(CRASH_AFTER)
    const crash = this.#slots.takeForTransfer(slot)
    this.#next(crash, CRASHES, momentAfter(this.#now, delay))
  }

  /** Everybody at payments gets a broken connection, and what was on its way from there never arrives. */
  #crash(crash: number): void {
    const slots = this.#slots
    const life = slots.life[crash]
    slots.give(crash)
    if (life !== this.#life) return
    this.#life++
    this.#upFrom = this.#now + this.#settings.restart * 1000
    this.#payments = new Places(this.#settings.capacity.payments)
    for (let slot = 0; slot < slots.end; slot++) {
      if (slots.life[slot] === life && slots.stage[slot] !== CRASHES) this.#breakOff(slot)
    }
  }

  #breakOff(slot: number): void {
    this.#slots.life[slot] = 0
    this.#queue.cancel(slot)
    if (this.#slots.checkout[slot] === slot) this.#turnBack(slot, BROKEN)
    else this.#slots.give(slot)
  }

  // Time and chance.

  /** Sends a slot over the network. @param ways how many, one after the other */
  #travel(slot: number, stage: number, ways = 1): void {
    let set = this.#now
    let due = momentAfter(set, this.#way(slot))
    for (let way = 1; way < ways; way++) {
      set = due
      due = momentAfter(due, this.#way(slot))
    }
    this.#next(slot, stage, due, set)
  }

  /** How long one way takes, in milliseconds. */
  #way(slot: number): number {
    return this.#luck(this.#network, slot).logNormal(HOP.median, HOP.spread)
  }

  #luck(luck: LuckInFlight, slot: number) {
    const { request, checkout } = this.#slots
    return luck.of(request[slot] as number, checkout[slot] as number)
  }

  /** @param set when the last part of the stage begins, if it has several */
  #next(slot: number, stage: number, due: number, set = this.#now): void {
    this.#slots.stage[slot] = stage
    this.#queue.schedule(slot, due, set)
  }

  #note(slot: number): void {
    if (this.#slots.request[slot] !== this.#observed) return
    this.#slots.visit[slot] = this.#waits.push(0) - 1
  }

  #noteWait(slot: number, wait: number): void {
    if (this.#slots.request[slot] !== this.#observed) return
    this.#waits[this.#slots.visit[slot] as number] = wait
  }
}
