/** The plugin's texts as Payload wants them: each a label in both languages. */
import { en } from './texts.en'
import { zh } from './texts.zh'

export type Label = { zh: string; en: string }
type Labels<T> = { [Key in keyof T]: T[Key] extends string ? Label : Labels<T[Key]> }

const pair = <T extends object>(left: T, right: T): Labels<T> =>
  Object.fromEntries(
    Object.entries(left).map(([key, value]: [string, unknown]) => {
      const other: unknown = right[key as keyof T]
      return typeof value === 'string'
        ? [key, { zh: value, en: String(other) }]
        : [key, pair(value as object, other as object)]
    }),
  ) as Labels<T>

const labels = pair(zh, en)

const options = (choices: Record<string, Label>): { value: string; label: Label }[] =>
  Object.entries(choices).map(([value, label]) => ({ value, label }))

const collection = ({
  singular,
  plural,
}: {
  singular: Label
  plural: Label
}): { singular: Label; plural: Label } => ({ singular, plural })

/** The same label with `{name}` replaced by `values.name`, in both languages. */
export const filled = ({ zh: chinese, en: english }: Label, values: FillIns): Label => {
  const fill = (template: string): string =>
    template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
  return { zh: fill(chinese), en: fill(english) }
}
type FillIns = Readonly<Record<string, string | number>>

/** Messages of validation, in both languages, since a validator does not know who reads it. */
const sentence = ({ zh: chinese, en: english }: Label): string => `${chinese} / ${english}`

export const adminTexts = {
  group: labels.group,
  channels: { labels: collection(labels.channels), description: labels.channels.description },
  deliveries: { labels: collection(labels.deliveries), description: labels.deliveries.description },
  revisions: { labels: collection(labels.revisions), description: labels.revisions.description },
  leases: { labels: collection(labels.leases) },
  timetable: { labels: collection(labels.timetable), description: labels.timetable.description },
  site: {
    label: labels.site.label,
    defaultTitle: zh.site.defaultTitle,
    defaultDescription: zh.site.defaultDescription,
    defaultPublisher: zh.site.defaultPublisher,
  },
  actions: options(labels.actions),
  states: options(labels.states),
  jobOutcomes: options(labels.jobOutcomes),
  fields: labels.fields,
  help: labels.help,
  attempts: labels.attempts,
  heading: labels.heading,
  actionLabels: labels.actions,
  stateLabels: labels.states,
  board: labels.board,
  operations: {
    ...labels.operations,
    channelGoneNote: sentence(labels.operations.channelGoneNote),
  },
  errors: {
    notJson: sentence(labels.errors.notJson),
    notAnObject: sentence(labels.errors.notAnObject),
    cron: sentence(labels.errors.cron),
    clockTime: sentence(labels.errors.clockTime),
    channelId: sentence(labels.errors.channelId),
  },
  withSeconds: {
    date: { pickerAppearance: 'dayAndTime' as const, displayFormat: 'yyyy-MM-dd HH:mm:ss' },
  },
}
