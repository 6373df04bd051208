/** The dial panel is what a reader can turn in a cell, and beside it what the last turn has changed and what the run costs. */

import { useSignal } from '@preact/signals'
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks'
import { isActive, type Run } from '../notebook/run.ts'
import { type UnfitDial, unfitDials } from '../notebook/unfit-dials.ts'
import type { DeclaredDial, DialValue, DialValues } from '../sandbox/protocol.ts'
import { costText } from '../views/cost-text.ts'
import { runCost, USUAL_RATE } from '../views/run-cost.ts'
import { differenceText } from '../views/run-difference.ts'
import { CostMeter } from './CostMeter.tsx'
import { DialControl, type TurnDial } from './DialControl.tsx'
import { dialLabel, settingText, unfitText } from './dial-words.ts'

interface DialPanelProps {
  /** Whose dials they are: the cell's name. */
  readonly label: string
  readonly run: Run
  /** What they are set to, also if no run has seen that yet. */
  readonly dials: DialValues | undefined
  /** Absent while nobody can turn them. */
  readonly onTurn: TurnDial | undefined
  readonly onCompare: () => void
}

/** What is said aloud is said when the reader has let go of the dial. Milliseconds. */
const QUIET = 600

export function DialPanel({ label, run, dials = {}, onTurn, onCompare }: DialPanelProps) {
  const panel = useRef<HTMLElement>(null)
  const unfit = unfitDials(run)
  if (run.dials.length === 0 && unfit.length === 0) return null
  /** What was used goes away, and the focus must not go with it. */
  const turnBack = (name: string) => {
    onTurn?.(name, undefined)
    const fields = panel.current?.querySelectorAll<HTMLElement>('input, select') ?? []
    const field = [...fields].find(({ dataset }) => dataset.dial === name) ?? fields[0]
    field?.focus()
  }
  return (
    <section class="dials" aria-label={`Dials of ${label}`} ref={panel}>
      <div class="dial-list">
        {run.dials.map((dial) => (
          <Dial
            key={`${dial.kind} ${dial.name}`}
            dial={dial}
            set={dials[dial.name]}
            onTurn={onTurn}
            onTurnBack={() => turnBack(dial.name)}
          />
        ))}
        {unfit.map((setting) => (
          <UnfitNote
            key={setting.name}
            setting={setting}
            onForget={onTurn && (() => turnBack(setting.name))}
          />
        ))}
      </div>
      {run.store.eventCount > 0 && <DialEffect label={label} run={run} onCompare={onCompare} />}
    </section>
  )
}

interface DialProps {
  readonly dial: DeclaredDial
  readonly set: DialValue | undefined
  readonly onTurn: TurnDial | undefined
  readonly onTurnBack: () => void
}

function Dial({ dial, set, onTurn, onTurnBack }: DialProps) {
  const id = useId()
  const { name, declared } = dial
  const isSet = set !== undefined && set !== declared
  const label = dialLabel(name)
  const back = settingText(declared, dial)
  return (
    <div class="dial" data-kind={dial.kind}>
      <DialControl id={id} label={label} dial={dial} set={set} onTurn={onTurn} />
      <button
        type="button"
        class="dial-back"
        hidden={!isSet || !onTurn}
        aria-label={`Set ${label} back to ${back}`}
        title={`Back to ${back}`}
        onClick={onTurnBack}
      >
        <span aria-hidden="true">↺</span>
      </button>
    </div>
  )
}

interface UnfitNoteProps {
  readonly setting: UnfitDial
  readonly onForget: (() => void) | undefined
}

function UnfitNote({ setting, onForget }: UnfitNoteProps) {
  return (
    <p class="dial-unfit" role="status">
      {unfitText(setting)}{' '}
      {onForget && (
        <button type="button" class="link" onClick={onForget}>
          Forget this setting
        </button>
      )}
    </p>
  )
}

type DialEffectProps = Pick<DialPanelProps, 'label' | 'run' | 'onCompare'>

function DialEffect({ label, run, onCompare }: DialEffectProps) {
  const rate = useSignal(USUAL_RATE)
  const { store, before } = useRunAtRest(run)
  const { revision } = store
  const cost = useMemo(() => runCost(store), [store, revision])
  const difference = useMemo(
    () => (before ? differenceText(before, store) : undefined),
    [before, store, revision],
  )
  const said = useSettled(difference)
  return (
    <div class="dial-effect">
      <p class="dial-difference">
        {difference === undefined || !before ? (
          'Turn one, and what it changes stands here.'
        ) : (
          <>
            <span aria-hidden="true">Against the run before: {difference}.</span>{' '}
            {before.spanCount + store.spanCount > 0 && (
              <button type="button" class="link" onClick={onCompare}>
                Compare them
              </button>
            )}
          </>
        )}
      </p>
      <p class="visually-hidden" role="status">
        {said === undefined ? '' : `Against the run before: ${said}.`}
      </p>
      <details class="dial-cost">
        <summary>{costText(cost, rate.value)}</summary>
        <CostMeter store={store} revision={revision} isActive={false} label={label} rate={rate} />
      </details>
    </div>
  )
}

/** The run that is over: one that grows is neither weighed nor laid over another. */
function useRunAtRest(run: Run): Run {
  const latest = useRef(run)
  if (!isActive(run)) latest.current = run
  return latest.current
}

/** A text that stays as it was until it has not changed for a while. */
function useSettled(text: string | undefined): string | undefined {
  const [settled, setSettled] = useState<string | undefined>()
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), QUIET)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
