-- tables
CREATE TABLE "w1"."crm_deal" (
  id uuid PRIMARY KEY, version bigint NOT NULL, created_at timestamptz NOT NULL, created_by uuid,
  updated_at timestamptz NOT NULL, updated_by uuid, deleted_at timestamptz,
  record_title text COLLATE "C" NOT NULL, search_text text NOT NULL)
CREATE INDEX "crm_deal_record_title_idx" ON "w1"."crm_deal" (record_title, id)
CREATE INDEX "crm_deal_record_title_sort" ON "w1"."crm_deal" ("record_title" COLLATE formwork.names, id)
CREATE INDEX "crm_deal_created_by_idx" ON "w1"."crm_deal" (created_by, id)
ALTER TABLE "w1"."crm_deal" ADD COLUMN "name" text COLLATE "C"
ALTER TABLE "w1"."crm_deal" ADD COLUMN "amount" numeric(19,4)
ALTER TABLE "w1"."crm_deal" ADD COLUMN "owner" uuid
ALTER TABLE "w1"."crm_deal" ADD COLUMN "client" uuid
ALTER TABLE "w1"."crm_deal" ADD COLUMN "is_late" boolean
CREATE UNIQUE INDEX "crm_deal_name_fold" ON "w1"."crm_deal" ((formwork.fold("name"))) WHERE deleted_at IS NULL
CREATE INDEX "crm_deal_owner_idx" ON "w1"."crm_deal" ("owner", id)
CREATE INDEX "crm_deal_client_idx" ON "w1"."crm_deal" ("client", id)
CREATE TABLE "w1"."crm_deal__lines" (id uuid PRIMARY KEY, parent uuid NOT NULL REFERENCES "w1"."crm_deal" ON DELETE CASCADE, position int NOT NULL)
CREATE INDEX "crm_deal__lines_parent_idx" ON "w1"."crm_deal__lines" (parent, position)
ALTER TABLE "w1"."crm_deal__lines" ADD COLUMN "product" uuid
ALTER TABLE "w1"."crm_deal__lines" ADD COLUMN "quantity" numeric
CREATE INDEX "crm_deal__lines_product_idx" ON "w1"."crm_deal__lines" ("product", parent)

-- references
ALTER TABLE "w1"."crm_deal" ADD CONSTRAINT "crm_deal_client_fkey" FOREIGN KEY ("client") REFERENCES "w1"."crm_client" (id)
ALTER TABLE "w1"."crm_deal__lines" ADD CONSTRAINT "crm_deal__lines_product_fkey" FOREIGN KEY ("product") REFERENCES "w1"."crm_client" (id)

-- beforehand


-- afterwards

