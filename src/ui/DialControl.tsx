/** A dial as the form field that fits it: a slider, a switch, or a choice. */

import { useRef } from 'preact/hooks'
import type { DeclaredDial, DialValue } from '../sandbox/protocol.ts'
import { settingOf } from '../simulation/dials/declared-dial.ts'
import { visibleText } from '../views/visible-text.ts'
import { settingText } from './dial-words.ts'

/**
 * @param value nothing: where the code has put it
 * @param goesOn the reader has not let go of it since the last value
 */
export type TurnDial = (dial: string, value: DialValue | undefined, goesOn?: boolean) => void

interface DialControlProps<Dial extends DeclaredDial = DeclaredDial> {
  readonly id: string
  readonly label: string
  readonly dial: Dial
  /** What it is set to, also if no run has seen that yet. */
  readonly set: DialValue | undefined
  /** Absent while nobody can turn it. */
  readonly onTurn: TurnDial | undefined
}

/** Longer choices are folded away. Options, and characters of all of them. */
const FEW_OPTIONS = 4
const SHORT_OPTIONS = 36

export function DialControl({ dial, ...others }: DialControlProps) {
  switch (dial.kind) {
    case 'range':
      return <Slider dial={dial} {...others} />
    case 'switch':
      return <Switch dial={dial} {...others} />
    case 'choice': {
      const { of } = dial
      const isShort = of.length <= FEW_OPTIONS && of.join('').length <= SHORT_OPTIONS
      return isShort ? <Radios dial={dial} {...others} /> : <Select dial={dial} {...others} />
    }
  }
}

type DialOf<Kind> = DialControlProps<Extract<DeclaredDial, { kind: Kind }>>

function Slider({ id, label, dial, set, onTurn }: DialOf<'range'>) {
  const isHeld = useRef(false)
  // A slider that is dragged to and fro, and ends where it was, does not say that it has changed.
  const letGo = () => {
    isHeld.current = false
  }
  const { name, from, to, step } = dial
  const value = placeOf(dial, set) as number
  const text = settingText(value, dial)
  return (
    <>
      <label for={id}>{label}</label>
      <input
        type="range"
        id={id}
        data-dial={name}
        disabled={!onTurn}
        min={from}
        max={to}
        step={step}
        value={value}
        aria-valuetext={text}
        autoComplete="off"
        onInput={({ currentTarget: { valueAsNumber } }) => {
          onTurn?.(name, valueAsNumber, isHeld.current)
          isHeld.current = true
        }}
        onPointerDown={letGo}
        onKeyDown={letGo}
        onChange={letGo}
      />
      <output for={id}>{text}</output>
    </>
  )
}

function Switch({ id, label, dial, set, onTurn }: DialOf<'switch'>) {
  const { name } = dial
  const isOn = placeOf(dial, set) === true
  return (
    <>
      <label for={id}>{label}</label>
      <span class="dial-field">
        <input
          type="checkbox"
          role="switch"
          id={id}
          data-dial={name}
          disabled={!onTurn}
          checked={isOn}
          aria-checked={isOn}
          autoComplete="off"
          onChange={({ currentTarget: { checked } }) => onTurn?.(name, checked)}
        />{' '}
        <span aria-hidden="true">{settingText(isOn)}</span>
      </span>
    </>
  )
}

function Select({ id, label, dial, set, onTurn }: DialOf<'choice'>) {
  const { name, of } = dial
  const chosen = placeOf(dial, set)
  return (
    <>
      <label for={id}>{label}</label>
      <span class="dial-field">
        <select
          id={id}
          data-dial={name}
          disabled={!onTurn}
          autoComplete="off"
          onChange={({ currentTarget: { selectedIndex } }) => onTurn?.(name, of[selectedIndex])}
        >
          {of.map((option) => (
            <option key={option} selected={option === chosen}>
              {visibleText(option)}
            </option>
          ))}
        </select>
      </span>
    </>
  )
}

function Radios({ id, label, dial, set, onTurn }: DialOf<'choice'>) {
  const { name, of } = dial
  const chosen = placeOf(dial, set)
  return (
    <>
      <span id={id}>{label}</span>
      <span class="dial-field" role="radiogroup" aria-labelledby={id}>
        {of.map((option) => (
          <label key={option}>
            <input
              type="radio"
              name={id}
              data-dial={option === chosen ? name : undefined}
              disabled={!onTurn}
              checked={option === chosen}
              autoComplete="off"
              onChange={() => onTurn?.(name, option)}
            />{' '}
            {visibleText(option)}
          </label>
        ))}
      </span>
    </>
  )
}

/** Where it stands, or is about to: what it can't be set to it has not been set to. */
function placeOf(dial: DeclaredDial, set: DialValue | undefined): DialValue {
  return set === undefined ? dial.declared : (settingOf(dial, set) ?? dial.value)
}
