/** A prediction: the reader chooses what will happen, and then learns what does. */

import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useId } from 'preact/hooks'

interface PredictionProps {
  /** Names it within the lesson. */
  readonly name: string
  readonly question: string
  readonly options: readonly string[]
  /** Which option is right, from 1. */
  readonly answer: number
  /** What the run shows, and why. */
  readonly children?: ComponentChildren
}

export default function Prediction({ name, question, options, answer, children }: PredictionProps) {
  const id = useId()
  const chosen = useSignal<number | undefined>(undefined)
  const isLive = useSignal(false)
  useEffect(() => {
    isLive.value = true
  }, [isLive])

  const isRevealed = chosen.value !== undefined
  return (
    <section class="prediction" aria-labelledby={id} data-name={name}>
      <p class="prediction-question" id={id}>
        <span class="label">Predict</span> {question}
      </p>
      <ol class="options">
        {options.map((option, index) => {
          const number = index + 1
          return (
            <li key={option}>
              <button
                type="button"
                class="option"
                aria-pressed={chosen.value === number}
                data-verdict={isRevealed ? verdict(number, answer, chosen.value) : undefined}
                disabled={!isLive.value}
                onClick={() => {
                  chosen.value = number
                }}
              >
                {option}
              </button>
            </li>
          )
        })}
      </ol>
      <div aria-live="polite">
        <details class="prediction-answer" open={isRevealed}>
          <summary hidden={isLive.value}>Show the answer</summary>
          <p class="prediction-verdict">
            {isRevealed ? verdictText(chosen.value, answer, options) : options[answer - 1]}
          </p>
          {children}
        </details>
      </div>
    </section>
  )
}

function verdict(option: number, answer: number, chosen: number | undefined): string | undefined {
  if (option === answer) return 'right'
  return option === chosen ? 'wrong' : undefined
}

function verdictText(
  chosen: number | undefined,
  answer: number,
  options: readonly string[],
): string {
  return chosen === answer ? 'Yes.' : `Not this time: ${options[answer - 1]}`
}
