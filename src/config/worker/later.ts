import { later, type Shape } from '../shape.ts'

/** Keys of a worker that config.md knows and this version does not: refused with the reason, never passed over. */
export const laterWorkerKeys: Readonly<Record<string, Shape<unknown>>> = {
  limits: later('no limit is enforced yet'),
  prompt: later('replies of a REPL are not told apart yet'),
  events: later('events in the output are not read'),
  intent: later('a worker is a plain process'),
}

/** The same for the keys of the file itself. */
export const laterProjectKeys: Readonly<Record<string, Shape<unknown>>> = {
  groups: later('workers of a group run side by side and take no slots'),
  spare: later('the list of programs that a stop spares cannot be added to'),
  retention: later('what is kept of earlier runs cannot be set'),
}
