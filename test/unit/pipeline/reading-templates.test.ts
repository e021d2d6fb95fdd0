import { describe, expect, it } from 'vitest'
import { instant } from '../../../shared/model/index.ts'
import { listTemplates, readingTemplates } from '../../../shared/pipeline/reading/reading-templates.ts'
import { openDesk } from './desk.ts'

const text = JSON.stringify({ name: { vi: 'Thẻ', en: 'Card' }, titles: ['THẺ CHỦ BẾN ĐÒ'], people: [{ role: 'owner', name: { labels: ['Người giữ thẻ'] } }] })

describe('templates of a station', () => {
  it('that an older version of the program took stop no reading: they are left out, and listed with their fault', async () => {
    const { context } = await openDesk()
    const kept = (id: string, content: string) => ({ id, text: content, addedAt: instant(), addedBy: 'Nguyễn Thị Hà' })
    context.store.putSetting('reading templates', [kept('cu', JSON.stringify({ titles: ['THẺ CŨ'] })), kept('the', text)])
    expect(readingTemplates(context)[0]?.id).toBe('the')
    expect(readingTemplates(context).some(({ id }) => id === 'cu')).toBe(false)
    expect(listTemplates(context).filter(({ fault }) => fault !== null)).toMatchObject([{ id: 'cu', own: true, fault: { code: 'reading_template_invalid', params: { why: 'missing' } } }])
  })

  it('take the place of those of the same name that come with the program', async () => {
    const { context } = await openDesk()
    context.store.putSetting('reading templates', [{ id: 'trich-luc-khai-tu', text, addedAt: instant(), addedBy: 'Nguyễn Thị Hà' }])
    expect(readingTemplates(context).filter(({ id }) => id === 'trich-luc-khai-tu').map(({ titles }) => titles)).toEqual([['THẺ CHỦ BẾN ĐÒ']])
  })
})
