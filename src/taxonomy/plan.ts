/**
 * The first data set: themes and audiences of the 2014–2018 plan for the education and training of party members.
 * Ids and slugs are the names sample content uses. Editors may change everything afterwards.
 */
export interface SeedTerm {
  readonly id: string
  readonly label: string
  readonly labelEn: string
}

/** The plan's four themes, then three that an editorial office writing about the plan itself needs. */
export const THEMES: readonly SeedTerm[] = [
  {
    id: 'theory',
    label: '中国特色社会主义理论体系和中国梦',
    labelEn: 'Theory of socialism with Chinese characteristics and the Chinese Dream',
  },
  {
    id: 'charter',
    label: '党章和党性党风党纪',
    labelEn: 'Party charter, spirit, conduct and discipline',
  },
  {
    id: 'policy',
    label: '党的路线方针政策和形势任务',
    labelEn: 'Party line, policies, situation and tasks',
  },
  { id: 'skills', label: '业务知识和职业技能', labelEn: 'Professional knowledge and skills' },
  { id: 'methods', label: '培训组织与方法', labelEn: 'Organising and teaching' },
  { id: 'media', label: '信息化与载体手段', labelEn: 'Media and information technology' },
  { id: 'assessment', label: '学时与考核评估', labelEn: 'Credit hours and assessment' },
]

/** The plan's seven priority groups, then those who organise the training. */
export const AUDIENCES: readonly SeedTerm[] = [
  { id: 'branch-secretaries', label: '基层党组织书记', labelEn: 'Branch secretaries' },
  { id: 'rural', label: '农村党员', labelEn: 'Rural members' },
  {
    id: 'private-social',
    label: '非公有制经济组织和社会组织党员',
    labelEn: 'Members in private enterprises and social organisations',
  },
  { id: 'new-members', label: '新党员', labelEn: 'New members' },
  { id: 'migrant', label: '流动党员', labelEn: 'Migrant members' },
  {
    id: 'border-ethnic',
    label: '边疆民族地区基层党员',
    labelEn: 'Members in border and ethnic minority areas',
  },
  {
    id: 'startup-skills',
    label: '党员创业就业技能培训',
    labelEn: 'Training for starting a business or finding work',
  },
  { id: 'organisers', label: '培训组织者', labelEn: 'Organisers of training' },
]
