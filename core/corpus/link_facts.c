/* link_facts.c - see link_facts.h. */
#include "corpus/link_facts.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/map.h"
#include "base/str.h"
#include "corpus/scope.h"
#include "text/day.h"

enum {
    COMPANY_MAX = 3,
    NAMED_MAX = 64,
    RARE_MIN = 3,    /* articles that may name what is rare, in a small archive */
    RARE_SHARE = 50, /* one article in so many, in a large one */
};

/* Walks of life by the nouns of offices. Those of the first hold offices of a state, and people
 * change from one to another of them; nobody is both a bishop and a striker. Nouns of all walks
 * ("president", "director", "chief") tell nothing. */
static const struct {
    const char *nouns;
    uint8_t walk;
} WALKS[] = {
    {"minister secretary premier chancellor senator congressman congresswoman lawmaker mp "
     "governor mayor ambassador envoy councillor king queen prince princess emir sultan",
     1},
    {"general admiral colonel major lieutenant brigadier marshal commodore sergeant commander "
     "gen. adm. col. maj. lt. brig. sgt. capt.",
     2},
    {"professor researcher scientist historian lecturer economist analyst fellow scholar", 3},
    {"ceo founder banker investor entrepreneur", 4},
    {"judge prosecutor lawyer attorney justice", 5},
    {"coach striker midfielder defender goalkeeper footballer golfer cricketer swimmer sprinter "
     "boxer player",
     6},
    {"actor actress singer novelist musician filmmaker comedian painter composer author", 7},
    {"bishop archbishop cardinal pope imam rabbi patriarch priest pastor", 8},
};

enum { WALKS_OF_STATE_END = 6 };

static uint8_t walk_of(bs_str office)
{
    bs_str word;
    uint8_t found = 0;
    while (bs_str_cut(&office, ' ', &word)) {
        for (size_t i = 0; i < sizeof WALKS / sizeof *WALKS; i++) {
            bs_str nouns = bs_str_from(WALKS[i].nouns), noun;
            while (bs_str_cut(&nouns, ' ', &noun))
                if (bs_str_equal_nocase(word, noun))
                    found = WALKS[i].walk; /* the last: "Attorney General" is the exception */
        }
    }
    return found;
}

/* ---- reading ---- */

static bs_str attribute(const bs_entity *entity, bs_str name)
{
    for (size_t i = 0; i < entity->attribute_count; i++)
        if (bs_str_equal(entity->attributes[i].name, name))
            return entity->attributes[i].value;
    return (bs_str){NULL, 0};
}

bs_status bs_link_facts_read(const bs_shard *shard, uint32_t row, bs_arena *arena,
                             bs_link_facts *facts, bs_error *error)
{
    bs_entity entity;
    bs_status status = bs_shard_entity(shard, row, arena, &entity, error);
    if (status != BS_OK)
        return status;
    uint32_t article = shard->entities.article[row];
    *facts = (bs_link_facts){.day = BS_DAY_UNKNOWN};
    if (article == BS_NONE) /* of the lexicons: its row has what one of its articles says */
        return BS_OK;
    *facts = (bs_link_facts){
        .country = attribute(&entity, BS_STR("said_country")),
        .office = attribute(&entity, BS_STR("said_office")),
        .affiliation = attribute(&entity, BS_STR("said_affiliation")),
        .day = shard->articles.day[article],
    };
    facts->walk = facts->office.data ? walk_of(facts->office) : 0;
    return BS_OK;
}

static bool has(const bs_str *list, size_t count, bs_str text)
{
    for (size_t i = 0; i < count; i++)
        if (bs_str_equal_nocase(list[i], text))
            return true;
    return false;
}

static void add(bs_str *list, size_t *count, size_t most, bs_str text)
{
    if (text.data && *count < most && !has(list, *count, text))
        list[(*count)++] = text;
}

void bs_link_facts_begin(bs_link_facts_set *set)
{
    *set = (bs_link_facts_set){.first_day = BS_DAY_UNKNOWN, .last_day = BS_DAY_UNKNOWN};
}

void bs_link_facts_add(bs_link_facts_set *set, const bs_link_facts *facts)
{
    add(set->countries, &set->country_count, BS_LINK_COUNTRIES_MAX, facts->country);
    add(set->offices, &set->office_count, BS_LINK_OFFICES_MAX, facts->office);
    add(set->affiliations, &set->affiliation_count, BS_LINK_OFFICES_MAX, facts->affiliation);
    set->walks |= facts->walk ? 1u << facts->walk : 0;
    if (facts->day == BS_DAY_UNKNOWN)
        return;
    if (set->first_day == BS_DAY_UNKNOWN || facts->day < set->first_day)
        set->first_day = facts->day;
    if (set->last_day == BS_DAY_UNKNOWN || facts->day > set->last_day)
        set->last_day = facts->day;
}

/* ---- weighing ---- */

static bool shares_country(const bs_link_facts *facts, const bs_link_facts_set *set)
{
    return facts->country.data && has(set->countries, set->country_count, facts->country);
}

static bool shares_affiliation(const bs_link_facts *facts, const bs_link_facts_set *set)
{
    return facts->affiliation.data &&
           has(set->affiliations, set->affiliation_count, facts->affiliation);
}

/* Whether the walk of life is none of the others, and none that people change to from them. */
static bool walks_differ(const bs_link_facts *facts, const bs_link_facts_set *set, bool is_near)
{
    if (facts->walk == 0 || set->walks == 0 || set->walks >> facts->walk & 1)
        return false;
    for (unsigned walk = 1; is_near && walk < WALKS_OF_STATE_END; walk++)
        if (set->walks >> walk & 1 && facts->walk < WALKS_OF_STATE_END)
            return false;
    return true;
}

const char *bs_link_facts_weigh(const bs_link_facts *facts, const bs_link_facts_set *set,
                                int *evidence)
{
    bool is_compatriot = shares_country(facts, set), is_colleague = shares_affiliation(facts, set);
    if (facts->country.data && set->country_count > 0 && !is_compatriot)
        return "linking.country";
    if (!is_colleague && walks_differ(facts, set, is_compatriot || *evidence > 1))
        return "linking.office";
    *evidence += 2 * is_compatriot + 2 * is_colleague;
    if (facts->office.data)
        *evidence += 2 * has(set->offices, set->office_count, facts->office);
    return NULL;
}

int64_t bs_link_facts_days(const bs_link_facts *facts, const bs_link_facts_set *set)
{
    if (facts->day == BS_DAY_UNKNOWN || set->first_day == BS_DAY_UNKNOWN)
        return 0;
    int64_t day = facts->day;
    return day < set->first_day  ? set->first_day - day
           : day > set->last_day ? day - set->last_day
                                 : 0;
}

bs_str bs_link_facts_reason(const bs_link_facts *facts, const bs_link_facts_set *set, int company,
                            bs_arena *arena)
{
    bs_buffer text = {0};
    const struct {
        const char *what;
        bs_str value;
        bool is_shared;
    } all[] = {
        {"country", facts->country, shares_country(facts, set)},
        {"office", facts->office,
         facts->office.data && has(set->offices, set->office_count, facts->office)},
        {"affiliation", facts->affiliation, shares_affiliation(facts, set)},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].is_shared)
            bs_buffer_print(&text, "%s%s %.*s", text.size > 0 ? ", " : "", all[i].what,
                            BS_STR_ARG(all[i].value));
    if (company > 0)
        bs_buffer_print(&text, "%s%d named in both", text.size > 0 ? ", " : "", company);
    bs_str copy = bs_arena_copy(arena, bs_buffer_str(&text));
    bs_buffer_clear(&text);
    return copy;
}

static bs_str day_text(bs_arena *arena, int32_t day)
{
    char text[BS_DAY_TEXT_MAX];
    bs_date_write(bs_date_of_day(day), text);
    return bs_arena_copy(arena, bs_str_from(text));
}

bs_str bs_link_facts_against(const bs_link_facts *facts, const bs_link_facts_set *set,
                             const char *rule, bs_arena *arena)
{
    bs_str mine = {NULL, 0}, theirs = {NULL, 0};
    bs_str which = bs_str_from(rule);
    if (bs_str_equal(which, BS_STR("linking.country"))) {
        mine = facts->country;
        theirs = set->countries[0];
    } else if (bs_str_equal(which, BS_STR("linking.office"))) {
        mine = facts->office;
        theirs = set->offices[0];
    } else if (bs_str_equal(which, BS_STR("linking.time"))) {
        mine = day_text(arena, facts->day);
        theirs = day_text(arena, facts->day < set->first_day ? set->first_day : set->last_day);
    }
    return mine.data && theirs.data
               ? bs_arena_print(arena, "%.*s, not %.*s", BS_STR_ARG(mine), BS_STR_ARG(theirs))
               : bs_arena_copy(arena, BS_STR(""));
}

bool bs_link_names_country(const bs_shard *shard, uint32_t article, const bs_link_facts_set *set)
{
    uint32_t end = shard->articles.mention_start[article + 1];
    for (uint32_t i = shard->articles.mention_start[article]; i < end; i++) {
        uint32_t row = shard->mentions.entity[i];
        if (row != BS_NONE && shard->entities.type[row] == BS_ENTITY_COUNTRY &&
            has(set->countries, set->country_count, bs_text_at(&shard->entities.name, row)))
            return true;
    }
    return false;
}

/* ---- company ---- */

/* Adds to the counts of ids how many live articles of a shard name each. */
static bool count_articles(const bs_shard *shard, uint32_t *last, bs_map *counts, size_t *articles)
{
    for (uint32_t article = 0; article < shard->articles.count; article++) {
        if (!(shard->live[article >> 3] >> (article & 7) & 1))
            continue;
        ++*articles;
        uint32_t end = shard->articles.mention_start[article + 1];
        for (uint32_t i = shard->articles.mention_start[article]; i < end; i++) {
            uint32_t row = shard->mentions.entity[i];
            if (row == BS_NONE || last[row] == article + 1)
                continue;
            last[row] = article + 1;
            bs_map_entry *entry = bs_map_add(counts, bs_text_at(&shard->entities.id, row), NULL);
            if (!entry)
                return false;
            entry->value++;
        }
    }
    return true;
}

/* Nobody by the surname alone: another article's may be another. */
static bool can_tell(const bs_shard *shard, uint32_t row)
{
    uint8_t type = shard->entities.type[row];
    return type != BS_ENTITY_COUNTRY && type != BS_ENTITY_PLACE &&
           bs_str_find(bs_text_at(&shard->entities.id, row), BS_STR("~"), 0) == SIZE_MAX;
}

bs_status bs_link_rare(bs_shard *const *shards, size_t shard_count, bs_arena *arena,
                       const uint8_t ***rare, bs_error *error)
{
    bs_map counts = {0};
    size_t articles = 0;
    const uint8_t **all = bs_arena_array(arena, shard_count + 1, sizeof *all);
    bool has_memory = all != NULL;
    for (size_t i = 0; i < shard_count && has_memory; i++) {
        uint32_t *last = calloc(shards[i]->entities.count + 1, sizeof *last);
        has_memory = last && count_articles(shards[i], last, &counts, &articles);
        free(last);
    }
    uint64_t most = articles / RARE_SHARE > RARE_MIN ? articles / RARE_SHARE : RARE_MIN;
    for (size_t i = 0; i < shard_count && has_memory; i++) {
        const bs_shard *shard = shards[i];
        uint8_t *made = bs_arena_array(arena, shard->entities.count + 1, sizeof *made);
        has_memory = made != NULL;
        for (uint32_t row = 0; has_memory && row < shard->entities.count; row++) {
            const bs_map_entry *entry = bs_map_find(&counts, bs_text_at(&shard->entities.id, row));
            made[row] = entry && entry->value <= most && can_tell(shard, row);
        }
        all[i] = made;
    }
    bs_map_clear(&counts);
    *rare = all;
    return has_memory ? BS_OK : bs_fail_memory(error);
}

/* Rows of the rare ones of an article, of all where `rare` is NULL. */
static size_t named_in(const bs_shard *shard, const uint8_t *rare, uint32_t article,
                       uint32_t rows[NAMED_MAX])
{
    size_t count = 0;
    uint32_t end = shard->articles.mention_start[article + 1];
    for (uint32_t i = shard->articles.mention_start[article]; i < end && count < NAMED_MAX; i++) {
        uint32_t row = shard->mentions.entity[i];
        bool is_there = row == BS_NONE || (rare && !rare[row]);
        for (size_t at = 0; at < count && !is_there; at++)
            is_there = rows[at] == row;
        if (!is_there)
            rows[count++] = row;
    }
    return count;
}

int bs_link_company(const bs_shard *shard, const uint8_t *rare, uint32_t article, bs_str self,
                    const bs_shard *other, uint32_t other_article)
{
    uint32_t mine[NAMED_MAX], theirs[NAMED_MAX];
    size_t count = named_in(shard, rare, article, mine);
    size_t other_count = count > 0 ? named_in(other, NULL, other_article, theirs) : 0;
    int shared = 0;
    for (size_t i = 0; i < count && shared < COMPANY_MAX; i++) {
        bs_str id = bs_text_at(&shard->entities.id, mine[i]);
        for (size_t j = 0; j < other_count && !bs_str_equal(id, self); j++)
            shared += bs_str_equal(id, bs_text_at(&other->entities.id, theirs[j]));
    }
    return shared < COMPANY_MAX ? shared : COMPANY_MAX;
}
