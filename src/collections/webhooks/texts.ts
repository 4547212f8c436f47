import { pair } from '@/i18n/texts'

import { en } from './texts.en'
import { zh } from './texts.zh'

export const webhookTexts = pair(zh, en)
