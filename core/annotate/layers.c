/* layers.c - names of the kinds, and the life of the lists. */
#include "annotate/layers.h"

#include "base/array.h"
#include "base/str.h"

static const char *const ENTITY_TYPE_NAMES[BS_ENTITY_TYPES] = {
    "person", "organization", "country", "place", "event", "programme", "document", "other",
};
static const char *const MENTION_KIND_NAMES[BS_MENTION_KINDS] = {
    "name", "family", "acronym", "demonym", "nominal", "pronoun",
};
static const char *const OUTCOME_NAMES[BS_OUTCOMES] = {
    "taken", "named inside", "outranked", "a common word here", "no such name",
};
static const char *const QUOTATION_KIND_NAMES[BS_QUOTATION_KINDS] = {
    "direct",
    "partial",
    "indirect",
};
static const char *const ATTRIBUTION_NAMES[BS_ATTRIBUTIONS] = {"none", "before", "after", "middle"};
static const char *const DATE_TYPE_NAMES[BS_DATE_TYPES] = {"DATE", "TIME", "DURATION", "SET"};
static const char *const CLAIM_KIND_NAMES[BS_CLAIM_KINDS] = {
    "rank", "quantity", "attendance", "topic", "streak", "agreement", "date", "office",
};

static const char *name_of(const char *const *names, unsigned count, unsigned index)
{
    return index < count ? names[index] : "?";
}

static bool index_of(const char *const *names, unsigned count, bs_str name, unsigned *index)
{
    for (*index = 0; *index < count; ++*index)
        if (bs_str_equal(name, bs_str_from(names[*index])))
            return true;
    return false;
}

const char *bs_entity_type_name(bs_entity_type type)
{
    return name_of(ENTITY_TYPE_NAMES, BS_ENTITY_TYPES, type);
}

const char *bs_mention_kind_name(bs_mention_kind kind)
{
    return name_of(MENTION_KIND_NAMES, BS_MENTION_KINDS, kind);
}

const char *bs_outcome_name(bs_outcome outcome)
{
    return name_of(OUTCOME_NAMES, BS_OUTCOMES, outcome);
}

const char *bs_quotation_kind_name(bs_quotation_kind kind)
{
    return name_of(QUOTATION_KIND_NAMES, BS_QUOTATION_KINDS, kind);
}

const char *bs_attribution_name(bs_attribution attribution)
{
    return name_of(ATTRIBUTION_NAMES, BS_ATTRIBUTIONS, attribution);
}

const char *bs_date_type_name(bs_date_type type)
{
    return name_of(DATE_TYPE_NAMES, BS_DATE_TYPES, type);
}

const char *bs_claim_kind_name(bs_claim_kind kind)
{
    return name_of(CLAIM_KIND_NAMES, BS_CLAIM_KINDS, kind);
}

bool bs_entity_type_from(bs_str name, bs_entity_type *type)
{
    unsigned index;
    if (!index_of(ENTITY_TYPE_NAMES, BS_ENTITY_TYPES, name, &index))
        return false;
    *type = (bs_entity_type)index;
    return true;
}

bool bs_date_type_from(bs_str name, bs_date_type *type)
{
    unsigned index;
    if (!index_of(DATE_TYPE_NAMES, BS_DATE_TYPES, name, &index))
        return false;
    *type = (bs_date_type)index;
    return true;
}

bool bs_quotation_kind_from(bs_str name, bs_quotation_kind *kind)
{
    unsigned index;
    if (!index_of(QUOTATION_KIND_NAMES, BS_QUOTATION_KINDS, name, &index))
        return false;
    *kind = (bs_quotation_kind)index;
    return true;
}

bool bs_claim_kind_from(bs_str name, bs_claim_kind *kind)
{
    unsigned index;
    if (!index_of(CLAIM_KIND_NAMES, BS_CLAIM_KINDS, name, &index))
        return false;
    *kind = (bs_claim_kind)index;
    return true;
}

void bs_layers_reset(bs_layers *layers)
{
    bs_arena_reset(&layers->arena);
    layers->tokens.count = 0;
    layers->sentences.count = 0;
    layers->entities.count = 0;
    layers->mentions.count = 0;
    layers->readings.count = 0;
    layers->quotations.count = 0;
    layers->dates.count = 0;
    layers->claims.count = 0;
    layers->findings.count = 0;
    layers->inferred = (bs_inferred_date){{0}, {0}, {0}, {0}};
}

void bs_layers_clear(bs_layers *layers)
{
    bs_arena_clear(&layers->arena);
    bs_array_free(&layers->tokens);
    bs_array_free(&layers->sentences);
    bs_array_free(&layers->entities);
    bs_array_free(&layers->mentions);
    bs_array_free(&layers->readings);
    bs_array_free(&layers->quotations);
    bs_array_free(&layers->dates);
    bs_array_free(&layers->claims);
    bs_array_free(&layers->findings);
}
