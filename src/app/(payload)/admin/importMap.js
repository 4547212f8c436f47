import { WechatCount as WechatCount_e8fa275b3cceaa7c12af38fcdc5392d7 } from '../../../../src/admin/wechat/WechatCount'
import { WechatFindings as WechatFindings_3c2a9e1ad52377fbd4bb0f3890c3f7dd } from '../../../../src/admin/wechat/WechatFindings'
import { RscEntryLexicalCell as RscEntryLexicalCell_44fe37237e0ebf4470c9990d8cb7b07e } from '@payloadcms/richtext-lexical/rsc'
import { RscEntryLexicalField as RscEntryLexicalField_44fe37237e0ebf4470c9990d8cb7b07e } from '@payloadcms/richtext-lexical/rsc'
import { LexicalDiffComponent as LexicalDiffComponent_44fe37237e0ebf4470c9990d8cb7b07e } from '@payloadcms/richtext-lexical/rsc'
import { ParagraphFeatureClient as ParagraphFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { BoldFeatureClient as BoldFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { ItalicFeatureClient as ItalicFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { UnderlineFeatureClient as UnderlineFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { StrikethroughFeatureClient as StrikethroughFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { SubscriptFeatureClient as SubscriptFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { SuperscriptFeatureClient as SuperscriptFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { LinkFeatureClient as LinkFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { UnorderedListFeatureClient as UnorderedListFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { OrderedListFeatureClient as OrderedListFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { IndentFeatureClient as IndentFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { InlineToolbarFeatureClient as InlineToolbarFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { HeadingFeatureClient as HeadingFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { BlockquoteFeatureClient as BlockquoteFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { TableFeatureClient as TableFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { HorizontalRuleFeatureClient as HorizontalRuleFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { UploadFeatureClient as UploadFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { BlocksFeatureClient as BlocksFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { FixedToolbarFeatureClient as FixedToolbarFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { WechatProof as WechatProof_a578558a022764db5fb8856da487e0eb } from '../../../../src/admin/wechat/WechatProof'
import { DocumentActions as DocumentActions_fb2c88681598fccb0cb4b1f0a17136f4 } from '../../../../src/plugins/distribution/components/DocumentActions'
import { IngestReport as IngestReport_0a3cc240c5ed2da369490a6842a5da89 } from '../../../../src/collections/broadcast/components/IngestReport'
import { QuestionLabel as QuestionLabel_a91e1bc40a24b07364bf72f138a65fc8 } from '../../../../src/collections/fields/QuestionLabel'
import { WeekView as WeekView_9c8fef9e869825f4dacf4ca56f6f308d } from '../../../../src/collections/broadcast/components/WeekView'
import { PartnerKeys as PartnerKeys_959c68733c13715e52c9bbe14f58f919 } from '../../../../src/collections/partners/components/PartnerKeys'
import { PartnerReport as PartnerReport_038f91555eea9a314b45835e3de3b0e8 } from '../../../../src/collections/partners/components/PartnerReport'
import { SiteKeys as SiteKeys_8c04b75dfc211b80dae940386c9486b5 } from '../../../../src/collections/alliance/components/SiteKeys'
import { SiteReport as SiteReport_08b54f834b126e0befdc5820ef56999d } from '../../../../src/collections/alliance/components/SiteReport'
import { EndpointPanel as EndpointPanel_3520a0e8f1eba8f67245a27ccecbebff } from '../../../../src/collections/webhooks/components/EndpointPanel'
import { NewspaperProof as NewspaperProof_688723a43ec899f0eb3eea91a0dbb9d8 } from '../../../../src/admin/newspaper/NewspaperProof'
import { CompileNow as CompileNow_0a91c641fdea873084b749eda7c49be8 } from '../../../../src/collections/newspapers/components/CompileNow'
import { SecretInput as SecretInput_05102d2063afb7f1b1ea5a0dd23605e7 } from '../../../../src/plugins/distribution/components/SecretInput'
import { JsonInput as JsonInput_8a8df9cc6d19cc10cc49d4a5e0b7dc16 } from '../../../../src/plugins/distribution/components/JsonInput'
import { WechatAccount as WechatAccount_03aebd8aadc88c8dea53259c48655629 } from '../../../../src/admin/wechat/WechatAccount'
import { DeliveryHeading as DeliveryHeading_832ce73c2b9b852ff0dfe1c5d118e0ab } from '../../../../src/plugins/distribution/components/DeliveryHeading'
import { ChannelCell as ChannelCell_7b1cd5fdbed514fa08936258ab917615 } from '../../../../src/plugins/distribution/components/ChannelCell'
import { ChannelField as ChannelField_0a7ab3afdf050483628eed96ec1cf55e } from '../../../../src/plugins/distribution/components/ChannelField'
import { CodeCell as CodeCell_f2d402646f94d91ac7efae4c9b110da4 } from '../../../../src/plugins/distribution/components/CodeCell'
import { AttemptLog as AttemptLog_baa69aee5cd60540d03a930a70e6173a } from '../../../../src/plugins/distribution/components/AttemptLog'
import { LedgerFilters as LedgerFilters_30d8da05170cbf499c4c20530ecdc293 } from '../../../../src/plugins/distribution/components/LedgerFilters'
import { WechatQuotas as WechatQuotas_bc4a8de6f559a9a6457b7a5c03585ea8 } from '../../../../src/admin/wechat/WechatQuotas'
import { DeliveryActions as DeliveryActions_b7b5974a21bbc763afce97e2f3a57eb2 } from '../../../../src/plugins/distribution/components/DeliveryActions'
import { JsonView as JsonView_5517aa143cbcb3627e2b35f0be4c8a19 } from '../../../../src/plugins/distribution/components/JsonView'
import { Icon as Icon_9361be91300a9ff3e063f604559234b1 } from '../../../../src/admin/graphics'
import { Logo as Logo_9361be91300a9ff3e063f604559234b1 } from '../../../../src/admin/graphics'
import { MailingLinks as MailingLinks_985e2c1279bccafd3ed9da64fcf5c557 } from '../../../../src/admin/mailing/MailingLinks'
import { MailingsView as MailingsView_579a91edf9ea9e88631de01dddb1c875 } from '../../../../src/admin/mailing/MailingsView'
import { SubscribersView as SubscribersView_be393cdb033776acf636c6b33032d237 } from '../../../../src/admin/mailing/SubscribersView'
import { CollectionCards as CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1 } from '@payloadcms/next/rsc'

/** @type import('payload').ImportMap */
export const importMap = {
  "/src/admin/wechat/WechatCount#WechatCount": WechatCount_e8fa275b3cceaa7c12af38fcdc5392d7,
  "/src/admin/wechat/WechatFindings#WechatFindings": WechatFindings_3c2a9e1ad52377fbd4bb0f3890c3f7dd,
  "@payloadcms/richtext-lexical/rsc#RscEntryLexicalCell": RscEntryLexicalCell_44fe37237e0ebf4470c9990d8cb7b07e,
  "@payloadcms/richtext-lexical/rsc#RscEntryLexicalField": RscEntryLexicalField_44fe37237e0ebf4470c9990d8cb7b07e,
  "@payloadcms/richtext-lexical/rsc#LexicalDiffComponent": LexicalDiffComponent_44fe37237e0ebf4470c9990d8cb7b07e,
  "@payloadcms/richtext-lexical/client#ParagraphFeatureClient": ParagraphFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#BoldFeatureClient": BoldFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#ItalicFeatureClient": ItalicFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#UnderlineFeatureClient": UnderlineFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#StrikethroughFeatureClient": StrikethroughFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#SubscriptFeatureClient": SubscriptFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#SuperscriptFeatureClient": SuperscriptFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#LinkFeatureClient": LinkFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#UnorderedListFeatureClient": UnorderedListFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#OrderedListFeatureClient": OrderedListFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#IndentFeatureClient": IndentFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#InlineToolbarFeatureClient": InlineToolbarFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#HeadingFeatureClient": HeadingFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#BlockquoteFeatureClient": BlockquoteFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#TableFeatureClient": TableFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#HorizontalRuleFeatureClient": HorizontalRuleFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#UploadFeatureClient": UploadFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#BlocksFeatureClient": BlocksFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#FixedToolbarFeatureClient": FixedToolbarFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "/src/admin/wechat/WechatProof#WechatProof": WechatProof_a578558a022764db5fb8856da487e0eb,
  "/src/plugins/distribution/components/DocumentActions#DocumentActions": DocumentActions_fb2c88681598fccb0cb4b1f0a17136f4,
  "/src/collections/broadcast/components/IngestReport#IngestReport": IngestReport_0a3cc240c5ed2da369490a6842a5da89,
  "/src/collections/fields/QuestionLabel#QuestionLabel": QuestionLabel_a91e1bc40a24b07364bf72f138a65fc8,
  "/src/collections/broadcast/components/WeekView#WeekView": WeekView_9c8fef9e869825f4dacf4ca56f6f308d,
  "/src/collections/partners/components/PartnerKeys#PartnerKeys": PartnerKeys_959c68733c13715e52c9bbe14f58f919,
  "/src/collections/partners/components/PartnerReport#PartnerReport": PartnerReport_038f91555eea9a314b45835e3de3b0e8,
  "/src/collections/alliance/components/SiteKeys#SiteKeys": SiteKeys_8c04b75dfc211b80dae940386c9486b5,
  "/src/collections/alliance/components/SiteReport#SiteReport": SiteReport_08b54f834b126e0befdc5820ef56999d,
  "/src/collections/webhooks/components/EndpointPanel#EndpointPanel": EndpointPanel_3520a0e8f1eba8f67245a27ccecbebff,
  "/src/admin/newspaper/NewspaperProof#NewspaperProof": NewspaperProof_688723a43ec899f0eb3eea91a0dbb9d8,
  "/src/collections/newspapers/components/CompileNow#CompileNow": CompileNow_0a91c641fdea873084b749eda7c49be8,
  "/src/plugins/distribution/components/SecretInput#SecretInput": SecretInput_05102d2063afb7f1b1ea5a0dd23605e7,
  "/src/plugins/distribution/components/JsonInput#JsonInput": JsonInput_8a8df9cc6d19cc10cc49d4a5e0b7dc16,
  "/src/admin/wechat/WechatAccount#WechatAccount": WechatAccount_03aebd8aadc88c8dea53259c48655629,
  "/src/plugins/distribution/components/DeliveryHeading#DeliveryHeading": DeliveryHeading_832ce73c2b9b852ff0dfe1c5d118e0ab,
  "/src/plugins/distribution/components/ChannelCell#ChannelCell": ChannelCell_7b1cd5fdbed514fa08936258ab917615,
  "/src/plugins/distribution/components/ChannelField#ChannelField": ChannelField_0a7ab3afdf050483628eed96ec1cf55e,
  "/src/plugins/distribution/components/CodeCell#CodeCell": CodeCell_f2d402646f94d91ac7efae4c9b110da4,
  "/src/plugins/distribution/components/AttemptLog#AttemptLog": AttemptLog_baa69aee5cd60540d03a930a70e6173a,
  "/src/plugins/distribution/components/LedgerFilters#LedgerFilters": LedgerFilters_30d8da05170cbf499c4c20530ecdc293,
  "/src/admin/wechat/WechatQuotas#WechatQuotas": WechatQuotas_bc4a8de6f559a9a6457b7a5c03585ea8,
  "/src/plugins/distribution/components/DeliveryActions#DeliveryActions": DeliveryActions_b7b5974a21bbc763afce97e2f3a57eb2,
  "/src/plugins/distribution/components/JsonView#JsonView": JsonView_5517aa143cbcb3627e2b35f0be4c8a19,
  "/src/admin/graphics#Icon": Icon_9361be91300a9ff3e063f604559234b1,
  "/src/admin/graphics#Logo": Logo_9361be91300a9ff3e063f604559234b1,
  "/src/admin/mailing/MailingLinks#MailingLinks": MailingLinks_985e2c1279bccafd3ed9da64fcf5c557,
  "/src/admin/mailing/MailingsView#MailingsView": MailingsView_579a91edf9ea9e88631de01dddb1c875,
  "/src/admin/mailing/SubscribersView#SubscribersView": SubscribersView_be393cdb033776acf636c6b33032d237,
  "@payloadcms/next/rsc#CollectionCards": CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1
}
