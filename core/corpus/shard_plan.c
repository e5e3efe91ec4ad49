/* shard_plan.c - see shard_plan.h. */
#include "corpus/shard_plan.h"

#include "base/error.h"
#include "base/str.h"

static const char *name_in(const char *const *names, size_t count, unsigned index)
{
    return index < count ? names[index] : NULL;
}

static const char *basis_name(unsigned index)
{
    if (index == BS_BASIS_NONE)
        return "none";
    return index <= BS_BASIS_INFERRED ? bs_basis_name((bs_basis)index) : NULL;
}

static const char *segment_name(unsigned index)
{
    return index < BS_SEGMENT_TYPES ? bs_segment_type_name((bs_segment_type)index) : NULL;
}

static const char *token_kind_name(unsigned index)
{
    static const char *const names[] = {[BS_TOKEN_WORD] = "word",
                                        [BS_TOKEN_NUMBER] = "number",
                                        [BS_TOKEN_PUNCTUATION] = "punctuation",
                                        [BS_TOKEN_SYMBOL] = "symbol",
                                        [BS_TOKEN_URL] = "url",
                                        [BS_TOKEN_HANDLE] = "handle"};
    return name_in(names, sizeof names / sizeof *names, index);
}

static const char *token_case_name(unsigned index)
{
    static const char *const names[] = {[BS_CASE_NONE] = "none",
                                        [BS_CASE_LOWER] = "lower",
                                        [BS_CASE_CAPITAL] = "capital",
                                        [BS_CASE_UPPER] = "upper",
                                        [BS_CASE_MIXED] = "mixed"};
    return name_in(names, sizeof names / sizeof *names, index);
}

static const char *entity_name(unsigned index)
{
    return index < BS_ENTITY_TYPES ? bs_entity_type_name((bs_entity_type)index) : NULL;
}

static const char *mention_name(unsigned index)
{
    return index < BS_MENTION_KINDS ? bs_mention_kind_name((bs_mention_kind)index) : NULL;
}

static const char *quotation_name(unsigned index)
{
    return index < BS_QUOTATION_KINDS ? bs_quotation_kind_name((bs_quotation_kind)index) : NULL;
}

static const char *attribution_name(unsigned index)
{
    return index < BS_ATTRIBUTIONS ? bs_attribution_name((bs_attribution)index) : NULL;
}

static const char *date_name(unsigned index)
{
    return index < BS_DATE_TYPES ? bs_date_type_name((bs_date_type)index) : NULL;
}

static const char *claim_name(unsigned index)
{
    return index < BS_CLAIM_KINDS ? bs_claim_kind_name((bs_claim_kind)index) : NULL;
}

#define COLUMN_PLAN(file_, member, kind_, role_, target_, names_, starts) \
    {#member,                                                             \
     BS_FILE_##file_,                                                     \
     BS_FILE_##target_,                                                   \
     BS_ARROW_##kind_,                                                    \
     BS_ROLE_##role_,                                                     \
     names_,                                                              \
     offsetof(bs_shard, file_.member),                                    \
     offsetof(bs_shard, file_.starts)},
static const bs_column_plan column_plans[BS_SHARD_COLUMN_COUNT] = {BS_SHARD_COLUMNS(COLUMN_PLAN)};

#define FILE_PLAN(file, first, last)                                                               \
    {                                                                                              \
#file, BS_COL_##file##_##first, BS_COL_##file##_##last + 1, offsetof(bs_shard, file.count) \
    }
static const bs_file_plan file_plans[BS_SHARD_FILES] = {FILE_PLAN(articles, id, text),
                                                        FILE_PLAN(segments, type, anchor),
                                                        FILE_PLAN(sentences, start, token_start),
                                                        FILE_PLAN(tokens, type, size),
                                                        FILE_PLAN(types, form, positions),
                                                        FILE_PLAN(entities, id, article),
                                                        FILE_PLAN(mentions, start, rule),
                                                        FILE_PLAN(quotations, parts, rule),
                                                        FILE_PLAN(dates, start, rule),
                                                        FILE_PLAN(claims, start, rule),
                                                        FILE_PLAN(findings, kind, message)};

const bs_column_plan *bs_shard_column_plan(bs_shard_column column)
{
    return &column_plans[column];
}

const bs_file_plan *bs_shard_file_plan(bs_shard_file file)
{
    return &file_plans[file];
}

bs_status bs_shard_column_names(bs_shard_column column, bs_arena *arena, const bs_str **names,
                                size_t *count, bs_error *error)
{
    const bs_column_plan *plan = &column_plans[column];
    *names = NULL;
    *count = 0;
    if (!plan->names)
        return BS_OK;
    size_t found = 0;
    while (plan->names((unsigned)found))
        found++;
    bs_str *list = bs_arena_array(arena, found, sizeof *list);
    if (!list)
        return bs_fail_memory(error);
    for (size_t i = 0; i < found; i++)
        list[i] = bs_str_from(plan->names((unsigned)i));
    *names = list;
    *count = found;
    return BS_OK;
}

bool bs_shard_column_is_nullable(bs_shard_column column)
{
    bs_column_role role = column_plans[column].role;
    return role == BS_ROLE_OPTIONAL || role == BS_ROLE_REFERENCE;
}

size_t bs_shard_column_values(bs_shard_column column, size_t row_count)
{
    return row_count + (column_plans[column].role == BS_ROLE_START);
}

/* Members differ in what they point to and not in how; so they are set byte by byte. */
static void set_member(bs_shard *shard, size_t place, const void *value, size_t size)
{
    memcpy((char *)shard + place, value, size);
}

void bs_shard_bind(bs_shard *shard, const bs_arrow_column *columns)
{
    for (size_t i = 0; i < BS_SHARD_COLUMN_COUNT; i++) {
        const bs_arrow_column *column = &columns[i];
        const bs_column_plan *plan = &column_plans[i];
        if (bs_arrow_is_list(plan->kind))
            set_member(shard, plan->place_starts, &column->starts, sizeof column->starts);
        if (bs_arrow_is_text(plan->kind)) {
            const uint8_t *valid = bs_arrow_is_list(plan->kind) ? NULL : column->valid;
            bs_text_column text = {column->offsets, column->bytes, valid};
            set_member(shard, plan->place, &text, sizeof text);
        } else {
            set_member(shard, plan->place, &column->values, sizeof column->values);
        }
        set_member(shard, file_plans[plan->file].place_count, &column->count, sizeof column->count);
    }
    shard->told = shard->entities.attributes;
    shard->mentions.told = shard->mentions.entity;
    shard->rules = columns[BS_COL_mentions_rule].names;
    shard->rule_count = columns[BS_COL_mentions_rule].name_count;
}
