import { useMemo, useState } from 'react'
import type { PageLine, ReadWord } from '../../../shared/contract/index.ts'
import type { Box, FieldName } from '../../../shared/model/index.ts'
import type { Shown } from '../../record/shown.ts'
import { useStation } from '../../station/station.tsx'

interface EvidenceInSight {
  /** The field under the cursor. */
  readonly current: FieldName | null
  readonly enter: (name: FieldName) => void
  readonly leave: () => void
  /** Where its value stands on the page in sight; null where that is another page. */
  readonly lit: Box | null
  /** Words of the page in sight. */
  readonly words: readonly ReadWord[]
  /** Those within what is lit that were read badly. */
  readonly doubtful: readonly Box[]
  /** Places of pages at which something waits for a person. */
  readonly flagged: ReadonlySet<number>
}

const none: readonly ReadWord[] = []

/** Ties the field under the cursor to its place on the paper; the page is turned to it. */
export function useEvidence(record: Shown, page: PageLine | undefined, goToPlace: (place: number) => void): EvidenceInSight {
  const [current, setCurrent] = useState<FieldName | null>(null)
  const evidence = current === null ? null : record.fields[current]?.evidence ?? null
  const lit = evidence !== null && page?.place === evidence.page ? evidence.box : null
  const { data } = useStation('page.words', { id: record.id, ordinal: page?.ordinal ?? 1 }, { enabled: page?.state === 'read' })
  const words = data?.ordinal === page?.ordinal ? data?.words ?? none : none
  const doubtful = useMemo(() => (lit === null ? [] : words.filter(({ doubted, box }) => doubted && box.y >= lit.y - 4 && box.y + box.height <= lit.y + lit.height + 4).map(({ box }) => box)), [words, lit])
  const flagged = useMemo(() => new Set([
    ...Object.values(record.fields).flatMap((field) => (field.accepted || field.evidence === null ? [] : [field.evidence.page])),
    ...record.findings.flatMap(({ page: place, overruled }) => (place === null || overruled !== null ? [] : [place])),
  ]), [record])
  return {
    current, lit, words, doubtful, flagged,
    enter: (name) => {
      setCurrent(name)
      const place = record.fields[name]?.evidence?.page
      if (place !== undefined) goToPlace(place)
    },
    leave: () => setCurrent(null),
  }
}
