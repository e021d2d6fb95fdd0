import { useEffect, useState, type ReactNode } from 'react'
import { pageAddress } from '../../station/media.ts'
import { pictureOf } from '../../station/pictures.ts'
import { PageView, type Zoom } from './page-view.tsx'

interface FinalPageProps {
  readonly record: string
  readonly place: number
  readonly edition: number
  readonly widthPx: number
  readonly heightPx: number
  readonly label: string
  readonly zoom?: Zoom
}

/** A page of the PDF: its mark may have made it longer than the scan. */
export function FinalPage({ record, place, edition, widthPx, heightPx, label, zoom = 'page' }: FinalPageProps): ReactNode {
  const [ratio, setRatio] = useState<number | null>(null)
  useEffect(() => {
    let wanted = true
    const look = async (): Promise<void> => {
      const picture = new Image()
      picture.src = await pictureOf(pageAddress(record, place, 'final', 160, edition))
      await picture.decode()
      if (wanted && picture.naturalWidth > 0) setRatio(picture.naturalHeight / picture.naturalWidth)
    }
    // Without it the page is shown in the scan's own shape.
    look().catch(() => undefined)
    return () => {
      wanted = false
    }
  }, [record, place, edition])
  return <PageView label={label} look="final" zoom={zoom} page={{ record, ordinal: place, widthPx, heightPx: ratio === null ? heightPx : widthPx * ratio, edition }} />
}
