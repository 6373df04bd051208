/** The components that a lesson's text can use without importing them. */

import Aside from './Aside.astro'
import Cell from './Cell.astro'
import Code from './Code.astro'
import NextQuestion from './NextQuestion.astro'
import Prediction from './Prediction.astro'

export const lessonComponents = { Aside, Cell, Code, NextQuestion, Prediction }
