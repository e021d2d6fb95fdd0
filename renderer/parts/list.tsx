import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import styles from './list.module.css'

interface ListProps<Item> {
  readonly label: string
  readonly items: readonly Item[]
  readonly keyOf: (item: Item) => string
  readonly row: (item: Item, state: { readonly active: boolean; readonly selected: boolean }) => ReactNode
  /** Height of a row, px at the normal text size; measured once it is drawn. */
  readonly rowHeight?: number
  /** Enter, or a click. */
  readonly onOpen: (item: Item) => void
  /** The row under the cursor changed. */
  readonly onActive?: (item: Item) => void
  /** The row under the cursor, where something beside the list moves it too. */
  readonly activeKey?: string | undefined
  /** Several can be chosen with Space; keys of the chosen ones. */
  readonly selected?: ReadonlySet<string>
  readonly onSelect?: (keys: ReadonlySet<string>) => void
  /** The end is near: more may be fetched. */
  readonly onNearEnd?: () => void
  /** Shown in place of an empty list: what to do. */
  readonly empty: ReactNode
  readonly autoFocus?: boolean
}

const pageRows = 10

/** A long list: arrows, Home/End, Page keys, Space chooses, Enter opens; only what is seen is drawn. */
export function List<Item>({ label, items, keyOf, row, rowHeight = 44, onOpen, onActive, activeKey, selected, onSelect, onNearEnd, empty, autoFocus = false }: ListProps<Item>): ReactNode {
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const told = activeKey === undefined ? -1 : items.findIndex((item) => keyOf(item) === activeKey)
  const at = told >= 0 ? told : Math.min(active, items.length - 1)
  const virtual = useVirtualizer({ count: items.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 8, getItemKey: (index) => (items[index] === undefined ? index : keyOf(items[index])) })
  const drawn = virtual.getVirtualItems()
  const lastDrawn = drawn.at(-1)?.index ?? 0
  useEffect(() => {
    if (items.length > 0 && lastDrawn >= items.length - pageRows) onNearEnd?.()
  }, [lastDrawn, items.length, onNearEnd])
  const filled = items.length > 0
  useEffect(() => {
    if (autoFocus && filled) scroller.current?.focus()
  }, [autoFocus, filled])

  useEffect(() => {
    if (told >= 0) virtual.scrollToIndex(told)
  }, [told, virtual])

  const goTo = (index: number): void => {
    const next = Math.max(0, Math.min(items.length - 1, index))
    setActive(next)
    virtual.scrollToIndex(next)
    const item = items[next]
    if (item !== undefined) onActive?.(item)
  }
  const toggle = (item: Item): void => {
    if (selected === undefined || onSelect === undefined) return
    const keys = new Set(selected)
    if (!keys.delete(keyOf(item))) keys.add(keyOf(item))
    onSelect(keys)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const item = items[at]
    const moves: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1, PageDown: at + pageRows, PageUp: at - pageRows }
    const move = moves[event.key]
    if (move !== undefined) goTo(move)
    else if (event.key === 'Enter' && item !== undefined) onOpen(item)
    else if (event.key === ' ' && item !== undefined && onSelect !== undefined) {
      toggle(item)
      goTo(at + 1)
    } else return
    event.preventDefault()
  }

  if (items.length === 0) return <div className={styles.empty}>{empty}</div>
  return (
    <div ref={scroller} className={styles.list} role="listbox" tabIndex={0} aria-label={label} aria-multiselectable={onSelect !== undefined} aria-activedescendant={`${id}-${at}`} onKeyDown={onKeyDown}>
      <div className={styles.rows} role="presentation" style={{ height: virtual.getTotalSize() }}>
        {drawn.map(({ index, key, start }) => {
          const item = items[index]
          if (item === undefined) return null
          const chosen = selected?.has(keyOf(item)) ?? false
          return (
            <div key={key} ref={virtual.measureElement} data-index={index} id={`${id}-${index}`} role="option" aria-selected={onSelect === undefined ? index === at : chosen} aria-setsize={items.length} aria-posinset={index + 1}
              className={`${styles.row ?? ''} ${index === at ? styles.active ?? '' : ''} ${chosen ? styles.chosen ?? '' : ''}`} style={{ transform: `translateY(${start}px)` }}
              onClick={() => {
                goTo(index)
                onOpen(item)
              }}>
              {row(item, { active: index === at, selected: chosen })}
            </div>
          )
        })}
      </div>
    </div>
  )
}
