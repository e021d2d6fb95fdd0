import { addTemplate, checkTemplate, exportRemembered, forgetRemembered, listRemembered, listTemplates, removeTemplate } from '../../pipeline/index.ts'
import type { Handlers } from './handlers.ts'

export const readingHandlers: Handlers = {
  'template.list': (_, context) => ({ templates: listTemplates(context) }),
  'template.add': ({ file }, context) => addTemplate(context, file),
  'template.remove': ({ id }, context) => {
    removeTemplate(context, id)
    return { id }
  },
  'template.check': ({ template, page }, context) => checkTemplate(context, template, page),
  'memory.list': (_, context) => listRemembered(context),
  'memory.export': async ({ file }, context) => ({ file, ...await exportRemembered(context, file) }),
  'memory.erase': ({ names }, context) => forgetRemembered(context, names),
}
