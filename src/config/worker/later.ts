import { later, type Shape } from '../shape.ts'

/** Keys of a worker that config.md knows and this version does not: refused with the reason, never passed over. */
export const laterWorkerKeys: Readonly<Record<string, Shape<unknown>>> = {
  needs: later('workers start in the order of the file and do not wait for each other'),
  ready: later('a worker counts as ready when it has started'),
  health: later('a worker counts as healthy while it runs'),
  watch: later('a worker is not restarted when files change'),
  schedule: later('a worker starts with the project or by hand, not at a time'),
  overlap: later('there is no `schedule` that could overlap'),
  limits: later('no limit is enforced yet'),
  ports: later('ports are neither shown nor checked before the start'),
  group: later('workers are not grouped and take no slots'),
  replicas: later('a worker runs once'),
  exit_on: later('the end of a worker does not end the others'),
  on: later('no hooks are called'),
  prompt: later('replies of a REPL are not told apart yet'),
  events: later('events in the output are not read'),
  intent: later('a worker is a plain process'),
}

/** The same for the keys of the file itself. */
export const laterProjectKeys: Readonly<Record<string, Shape<unknown>>> = {
  extends: later('a project is one file'),
  groups: later('workers are not grouped and take no slots'),
  profiles: later('all workers belong to every start'),
  retention: later('what is kept of earlier runs cannot be set'),
  spare: later('the list of programs that a kill spares cannot be added to'),
}
