import type { Source } from '../../text/source.ts'
import { keysAt, mappingAt } from '../document.ts'
import { type Fields, fieldsIn, type Keys, noteRest } from '../fields.ts'
import { readTree, toFields } from '../file.ts'
import { noteName, toWorkerNames } from '../names.ts'
import type { Importing, SkepDocument } from '../translation.ts'
import { toWorker } from './proc.ts'
import { selectAll } from './select.ts'

const ofScreen = 'it belongs to the screen of mprocs'

const keys: Keys = {
  carried: ['procs'],
  dropped: {
    server: 'skep is driven over its own socket, by its commands',
    hide_keymap_window: ofScreen,
    mouse_scroll_speed: ofScreen,
    scrollback: 'skep keeps all output',
    proc_list_width: ofScreen,
    procs_list_width: ofScreen,
    proc_list_title: ofScreen,
    proc_log: { why: 'skep keeps the output of every run by itself, `skep logs` shows it', unless: [false] },
    on_init: 'nothing is done to the screen by a file',
    on_all_finished: 'nothing is done when all have ended; `skep up --until all` ends then',
    keymap_procs: 'keys are chosen in the settings of the user, not in a project',
    keymap_term: 'keys are chosen in the settings of the user, not in a project',
    keymap_copy: 'keys are chosen in the settings of the user, not in a project',
  },
}

const kind = { tool: 'mprocs', key: 'procs' }

/** Translates an `mprocs.yaml`, in which every process has a terminal. */
export async function translateMprocs(source: Source, importing: Importing): Promise<SkepDocument | undefined> {
  const tree = readTree(source, kind, importing)
  const fields = tree && toFields(selectAll(tree, importing), kind, importing)
  return fields && toDocument(fields, importing)
}

function toDocument(fields: Fields, importing: Importing): SkepDocument {
  const file = fields.mapping
  noteRest(fields, keys)
  const procs = fieldsIn(fields, 'procs')?.mapping ?? { ...file, entries: new Map() }
  const names = toWorkerNames(procs.entries.keys())
  const workers = Array.from(procs.entries, ([from, entry]) => {
    const name = names.get(from) ?? from
    noteName(entry.key, { from, to: name }, importing.note)
    return [name, toWorker({ name, entry, names }, importing)] as const
  })
  return keysAt(file.place, { workers: mappingAt(procs.place, workers) })
}
