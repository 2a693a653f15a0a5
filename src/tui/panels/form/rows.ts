import { answers, type Dialog } from '../../dialog.ts'
import { draftText } from '../../draft.ts'
import { draftLine } from '../../draft-line.ts'
import { cutText, type Line, span, toVisible } from '../../line.ts'
import { readCommand } from './read.ts'
import { type AddForm, type FieldName, fieldNames } from './state.ts'

const labels: { readonly [Name in FieldName]: string } = { command: 'command', name: 'name', cwd: 'folder' }
const labelColumns = 12
const draftColumns = 52

/** The form for a new worker, as a dialog. */
export function formDialog(form: AddForm): Dialog {
  const lines: readonly Line[] = [
    ...fieldNames.map(name => fieldLine(form, name)),
    terminalLine(form),
    [],
    noteLine(form),
    [],
    answers([
      ['⏎', 'add and start'],
      ['Tab', 'next'],
      ['Esc', 'back'],
    ]),
  ]
  return { title: 'add a worker', lines, width: labelColumns + draftColumns + 6 }
}

function fieldLine({ fields, at }: AddForm, name: FieldName): Line {
  const isAt = at === name
  const label = span(`${isAt ? '›' : ' '} ${labels[name]}`.padEnd(labelColumns), isAt ? 'hint' : 'faint')
  if (isAt) return [label, ...draftLine(fields[name], draftColumns)]
  return [label, span(cutText(toVisible(draftText(fields[name])), draftColumns))]
}

function terminalLine({ tty, at }: AddForm): Line {
  const isAt = at === 'tty'
  const label = span(`${isAt ? '›' : ' '} terminal`.padEnd(labelColumns), isAt ? 'hint' : 'faint')
  const answer = span(tty ? 'yes' : 'no', isAt ? 'chosen' : 'plain')
  const about = tty
    ? '  a screen of its own: REPLs, editors, anything that asks'
    : '  plain output, stdout and stderr apart'
  return [label, answer, span(about, 'faint')]
}

function noteLine({ problem, fields }: AddForm): Line {
  if (problem !== undefined) return [span(`✖ ${cutText(toVisible(problem), labelColumns + draftColumns - 2)}`, 'bad')]
  const command = readCommand(draftText(fields.command).trim())
  if (command?.kind === 'shell') return [span('  runs in a shell, because the command has its signs', 'faint')]
  return [span(command ? '  runs as it is, without a shell' : '  what you would type into a shell', 'faint')]
}
