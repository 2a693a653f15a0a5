import type { Now } from '../now.ts'
import { formTable } from '../panels/form/keys.ts'
import { help, helpKeys } from '../panels/help/keys.ts'
import { leavingKeys } from '../panels/leaving/keys.ts'
import { menuKeys } from '../panels/menu/keys.ts'
import { matchKeys, paneKeys, scrollKeys, searchKeys } from '../panels/pane/keys.ts'
import { searchTable } from '../panels/pane/search-keys.ts'
import { typingTable } from '../panels/pane/typing-keys.ts'
import { promptTable } from '../panels/prompt/keys.ts'
import { questionKeys } from '../panels/question/keys.ts'
import { filterTable } from '../panels/workers/filter-keys.ts'
import { foldHeading, foldKeys } from '../panels/workers/fold-keys.ts'
import { filterKeys, listKeys, markKeys } from '../panels/workers/keys.ts'
import type { Mode, ScreenState } from '../state.ts'
import { add } from '../verbs/add.ts'
import { attach } from '../verbs/attach.ts'
import { back } from '../verbs/back.ts'
import { cancel } from '../verbs/cancel.ts'
import { kill } from '../verbs/kill.ts'
import { leave } from '../verbs/leave.ts'
import { pause } from '../verbs/pause.ts'
import { remove } from '../verbs/remove.ts'
import { restart, restartAll } from '../verbs/restart.ts'
import { showKeys } from '../verbs/show.ts'
import { signal } from '../verbs/signal.ts'
import { start } from '../verbs/start.ts'
import { stop } from '../verbs/stop.ts'
import { stopAllAndLeave } from '../verbs/stop-all.ts'
import { asking } from './asking.ts'
import type { KeyTable } from './key.ts'

const verbKeys = [start, pause, stop, kill, restart].map(asking)
const rarerKeys = [add, cancel, restartAll, remove, signal].map(asking)
const lastKeys = [...showKeys, back, leave, asking(stopAllAndLeave), help]

/** The order is that of the help line, where the first ones have room. */
const listTable: KeyTable = {
  keys: [
    ...[asking(attach), foldHeading, ...verbKeys, ...filterKeys, ...rarerKeys],
    ...[...listKeys, ...foldKeys, ...markKeys, ...paneKeys, ...matchKeys, ...lastKeys],
  ],
}

const paneTable: KeyTable = {
  keys: [
    asking(attach),
    ...verbKeys,
    ...searchKeys,
    ...rarerKeys,
    ...scrollKeys,
    ...paneKeys,
    ...matchKeys,
    ...lastKeys,
  ],
}

/** The keys of browsing: those of the panel that has the focus. */
export function browsingTable({ focus, zoomed }: ScreenState): KeyTable {
  return focus === 'list' && !zoomed ? listTable : paneTable
}

/** The keys that are pressed now. */
export function tableOf({ screen }: Now): KeyTable {
  return screen.mode.kind === 'browsing' ? browsingTable(screen) : tables[screen.mode.kind]
}

const tables: { readonly [Kind in Exclude<Mode['kind'], 'browsing'>]: KeyTable } = {
  // What comes after the key that attached, but together with it, is the program's as well.
  attached: { keys: [], raw: (desk, typed) => desk.typeAttached(typed) },
  typing: typingTable,
  filtering: filterTable,
  searching: searchTable,
  asking: { keys: questionKeys },
  prompting: promptTable,
  adding: formTable,
  choosing: { keys: menuKeys },
  helping: { keys: helpKeys },
  leaving: { keys: leavingKeys },
}
