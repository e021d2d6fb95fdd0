import { initial } from './0001-initial.ts'
import { oneTrueRecord } from './0002-one-true-record.ts'
import { largeStations } from './0003-large-stations.ts'
import { whatWasSent } from './0004-what-was-sent.ts'
import { pagesAndLots } from './0005-pages-and-lots.ts'
import { deskLookups } from './0006-desk-lookups.ts'
import { validationData } from './0007-validation-data.ts'
import { refusals } from './0008-refusals.ts'
import type { Migration } from './chain.ts'

/** Every schema this program ever had, in order. A new step is added at the end; none is ever changed. */
export const migrations: readonly Migration[] = [initial, oneTrueRecord, largeStations, whatWasSent, pagesAndLots, deskLookups, validationData, refusals]
