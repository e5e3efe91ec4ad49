/* link.c - see link.h. First the persons and their names, then the names that may be one, then the
 * persons of each such group of names, one after the other, into clusters. */
#include "corpus/link.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/sort.h"
#include "base/str.h"
#include "corpus/link_decisions.h"
#include "corpus/link_facts.h"
#include "corpus/link_name.h"

enum {
    BUCKET_MAX = 24,    /* names with one key that are all compared with each other */
    CLUSTERS_MAX = 128, /* of one group: others are left alone */
    CLUSTER_NAMES_MAX = 12,
    COMPANY_MEMBERS = 8, /* of a cluster, whose company is looked at */
    DOMINANT = 8,        /* times the articles of another: who is meant where nothing tells */
    DAYS_NEAR = 366,
    DAYS_LIKELY = 5 * 366,
    DAYS_DOUBTFUL = 25 * 366, /* between two mentions: more asks for something in common */
    DAYS_NEVER = 35 * 366,    /* without company in common */
};

/* A spelling. */
typedef struct spelling {
    bs_str text;
    bs_link_name name;
    bs_str id;      /* that an article with this spelling gives */
    uint32_t group; /* root of those that may be one */
} spelling;

/* A person of an article, or one of the lexicons, who has no article. */
typedef struct person {
    uint32_t shard, row, article;
    uint32_t spelling;
    bs_str id;
    bs_link_facts facts;
    bool is_listed;
    uint32_t cluster;
    uint32_t joined_cluster;
    uint32_t joined;  /* by the user: person + 1 that stands for all of these; 0 for none */
    const char *rule; /* that put it there */
    bs_str reason;
} person;

/* What a decision of the user's says of a person. */
typedef struct ruling {
    uint32_t person, decision;
    uint8_t sides; /* bit 0, bit 1 */
} ruling;

typedef struct cluster {
    uint32_t names[CLUSTER_NAMES_MAX];
    size_t name_count;
    bs_link_facts_set facts;
    uint32_t members[COMPANY_MEMBERS]; /* the latest */
    uint32_t first;                    /* person */
    size_t count;                      /* of persons with an article */
    uint32_t listed;                   /* person, or BS_NONE */
    bool is_alone;                     /* takes nobody else */
    bool is_split;                     /* others have its id by their names */
    bs_str id, name;
} cluster;

typedef struct linking {
    bs_shard *const *shards;
    size_t shard_count;
    const bs_link_options *options;
    bs_arena *arena; /* of what is given back */
    bs_arena scratch;
    bs_link_decisions decisions;
    struct {
        spelling *items;
        size_t count, capacity;
    } spellings;
    bs_map spelling_numbers, listed_numbers;
    struct {
        person *items;
        size_t count, capacity;
    } persons;
    struct {
        ruling *items;
        size_t count, capacity;
    } rulings;         /* in order of person, then decision */
    bs_map rulings_of; /* cluster and decision, 8 bytes: sides */
    struct {
        cluster *items;
        size_t count, capacity;
    } clusters;
    const uint8_t **rare; /* of each shard, see bs_link_rare() */
    bs_u32s open;         /* clusters of the group at hand that take others */
    bs_error *error;
} linking;

static bool is_off(const linking *work, const char *rule)
{
    const bs_annotator *annotator = work->options->annotator;
    return annotator && bs_annotator_is_off(annotator, bs_str_from(rule));
}

/* ---- names and persons ---- */

static bs_status number_spelling(linking *work, bs_str text, bs_str id, uint32_t *number)
{
    bool is_new;
    bs_map_entry *entry = bs_map_add(&work->spelling_numbers, text, &is_new);
    spelling *made = entry && is_new ? bs_array_push(&work->spellings) : NULL;
    if (!entry || (is_new && !made))
        return bs_fail_memory(work->error);
    if (is_new) {
        entry->value = work->spellings.count - 1;
        *made = (spelling){.text = text, .id = id, .group = (uint32_t)entry->value};
        bs_status status = bs_link_name_read(text, &work->scratch, &made->name, work->error);
        if (status != BS_OK)
            return status;
    }
    *number = (uint32_t)entry->value;
    return BS_OK;
}

static bs_status add_person(linking *work, uint32_t shard, uint32_t row)
{
    const bs_shard *of = work->shards[shard];
    uint32_t article = of->entities.article[row];
    bool is_listed = article == BS_NONE;
    bs_str id = bs_text_at(&of->entities.id, row);
    if (!is_listed && !(of->live[article >> 3] >> (article & 7) & 1))
        return BS_OK;
    if (is_listed) { /* of the first shard that names it; a surname alone is nobody's */
        bool is_new = true;
        if (bs_str_find(id, BS_STR("~"), 0) != SIZE_MAX)
            return BS_OK;
        if (!bs_map_add(&work->listed_numbers, id, &is_new))
            return bs_fail_memory(work->error);
        if (!is_new)
            return BS_OK;
    }
    person *made = bs_array_push(&work->persons);
    if (!made)
        return bs_fail_memory(work->error);
    *made = (person){.shard = shard,
                     .row = row,
                     .article = article,
                     .id = id,
                     .is_listed = is_listed,
                     .cluster = BS_NONE,
                     .joined_cluster = BS_NONE,
                     .rule = "linking.name"};
    bs_status status = bs_link_facts_read(of, row, &work->scratch, &made->facts, work->error);
    return status == BS_OK ? number_spelling(work, bs_text_at(&of->entities.name, row), id,
                                             &work->persons.items[work->persons.count - 1].spelling)
                           : status;
}

static bs_status add_persons(linking *work)
{
    bs_status status = BS_OK;
    for (size_t shard = 0; shard < work->shard_count; shard++) {
        const bs_shard_entities *entities = &work->shards[shard]->entities;
        for (size_t row = 0; row < entities->count && status == BS_OK; row++)
            if (entities->type[row] == BS_ENTITY_PERSON)
                status = add_person(work, (uint32_t)shard, (uint32_t)row);
    }
    return status;
}

/* ---- names that may be one ---- */

static uint32_t group_of(linking *work, uint32_t number)
{
    spelling *all = work->spellings.items;
    while (all[number].group != number) {
        all[number].group = all[all[number].group].group;
        number = all[number].group;
    }
    return number;
}

static void group(linking *work, uint32_t a, uint32_t b)
{
    a = group_of(work, a);
    b = group_of(work, b);
    if (a != b)
        work->spellings.items[a > b ? a : b].group = a < b ? a : b;
}

static bs_link_fit fit_names(const linking *work, uint32_t a, uint32_t b, const char **rule)
{
    const spelling *all = work->spellings.items;
    *rule = "linking.name";
    if (a == b)
        return BS_LINK_SAME;
    bs_link_fit fit = bs_link_name_fit(&all[a].name, &all[b].name, rule);
    if (fit == BS_LINK_LIKELY && bs_str_equal(all[a].id, all[b].id))
        fit = BS_LINK_SAME; /* given names told which word is which */
    return fit != BS_LINK_APART && is_off(work, *rule) ? BS_LINK_APART : fit;
}

static int compare_spellings(const void *left, const void *right, void *context)
{
    const linking *work = context;
    return bs_str_compare(work->spellings.items[*(const uint32_t *)left].text,
                          work->spellings.items[*(const uint32_t *)right].text);
}

/* The keys of all names, those of one key in the order of names: not of shards. */
static bs_keyed *make_keys(linking *work, size_t *key_count)
{
    size_t count = work->spellings.count;
    uint32_t *order = malloc((count + 1) * sizeof *order);
    bs_keyed *keys = malloc((count * BS_LINK_KEYS_MAX + 1) * sizeof *keys);
    *key_count = 0;
    for (size_t i = 0; order && i < count; i++)
        order[i] = (uint32_t)i;
    if (order && count > 1)
        qsort_r(order, count, sizeof *order, compare_spellings, work);
    for (size_t i = 0; order && keys && i < count; i++) {
        uint64_t of[BS_LINK_KEYS_MAX];
        size_t its_count = bs_link_name_keys(&work->spellings.items[order[i]].name, of);
        for (size_t k = 0; k < its_count; k++)
            keys[(*key_count)++] = (bs_keyed){of[k], order[i]};
    }
    bool has_memory = order && keys;
    free(order);
    if (!has_memory) {
        free(keys);
        keys = NULL;
    }
    return keys;
}

static bs_status group_names(linking *work)
{
    size_t count;
    bs_keyed *keys = make_keys(work, &count);
    if (!keys)
        return bs_fail_memory(work->error);
    bool is_sorted = bs_sort_keyed(keys, count);
    for (size_t start = 0; is_sorted && start < count;) {
        size_t end = start + 1;
        while (end < count && keys[end].key == keys[start].key)
            end++;
        for (size_t i = start; i < end; i++) {
            for (size_t j = i + 1; j < end && j - i < BUCKET_MAX; j++) {
                const char *rule;
                uint32_t a = (uint32_t)keys[i].value, b = (uint32_t)keys[j].value;
                if (group_of(work, a) != group_of(work, b) &&
                    fit_names(work, a, b, &rule) != BS_LINK_APART)
                    group(work, a, b);
            }
        }
        start = end;
    }
    free(keys);
    return is_sorted ? BS_OK : bs_fail_memory(work->error);
}

/* ---- decisions of the user ---- */

static bool is_meant(const linking *work, const person *one, const bs_link_side *side)
{
    const bs_shard *shard = work->shards[one->shard];
    if (side->article.data &&
        (one->is_listed ||
         !bs_str_equal(bs_text_at(&shard->articles.id, one->article), side->article)))
        return false;
    if (bs_str_equal(one->id, side->name))
        return true;
    const bs_shard_entities *entities = &shard->entities;
    for (int32_t i = entities->name_start[one->row]; i < entities->name_start[one->row + 1]; i++)
        if (bs_str_equal_nocase(bs_text_at(&entities->names, (size_t)i), side->name))
            return true;
    return false;
}

static uint32_t joined_to(linking *work, uint32_t number)
{
    person *all = work->persons.items;
    while (all[number].joined != 0 && all[number].joined != number + 1)
        number = all[number].joined - 1;
    return number;
}

/* Persons whom the user calls one stand for each other, the first for all. */
static void join_persons(linking *work, uint32_t a, uint32_t b)
{
    a = joined_to(work, a);
    b = joined_to(work, b);
    work->persons.items[a].joined = a + 1;
    work->persons.items[b].joined = b + 1;
    if (a != b)
        work->persons.items[a > b ? a : b].joined = (a < b ? a : b) + 1;
    group(work, work->persons.items[a].spelling, work->persons.items[b].spelling);
}

/* The ids and names of all persons, by hash. */
typedef struct called {
    bs_keyed *items;
    size_t count, capacity;
} called;

static bool add_called(called *all, bs_str name, size_t number)
{
    char letters[256];
    size_t size = name.size < sizeof letters ? name.size : sizeof letters;
    for (size_t at = 0; at < size; at++)
        letters[at] = (char)bs_ascii_lower((unsigned char)name.data[at]);
    bs_keyed *made = bs_array_push(all);
    if (made)
        *made = (bs_keyed){bs_hash((bs_str){letters, size}), number};
    return made != NULL;
}

static bs_status list_called(const linking *work, called *all)
{
    for (size_t i = 0; i < work->persons.count; i++) {
        const person *one = &work->persons.items[i];
        const bs_shard_entities *entities = &work->shards[one->shard]->entities;
        bool has_memory = add_called(all, one->id, i);
        int32_t end = entities->name_start[one->row + 1];
        for (int32_t name = entities->name_start[one->row]; has_memory && name < end; name++)
            has_memory = add_called(all, bs_text_at(&entities->names, (size_t)name), i);
        if (!has_memory)
            return bs_fail_memory(work->error);
    }
    return bs_sort_keyed(all->items, all->count) ? BS_OK : bs_fail_memory(work->error);
}

/* The first of those with the hash of a name. */
static size_t find_called(const called *all, bs_str name, uint64_t *hash)
{
    called one = {0};
    *hash = add_called(&one, name, 0) ? one.items[0].key : 0;
    bs_array_free(&one);
    size_t low = 0, high = all->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (all->items[middle].key < *hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bs_status apply_side(linking *work, const called *all, uint32_t number, int side,
                            uint32_t *first)
{
    const bs_link_decision *decision = &work->decisions.items[number];
    uint64_t hash;
    size_t at = find_called(all, decision->sides[side].name, &hash);
    for (; at < all->count && all->items[at].key == hash; at++) {
        uint32_t one = (uint32_t)all->items[at].value;
        if (!is_meant(work, &work->persons.items[one], &decision->sides[side]))
            continue;
        if (decision->is_join) {
            join_persons(work, *first == BS_NONE ? one : *first, one);
            *first = *first == BS_NONE ? one : *first;
            continue;
        }
        ruling *made = bs_array_push(&work->rulings);
        if (!made)
            return bs_fail_memory(work->error);
        *made = (ruling){one, number, (uint8_t)(1 << side)};
    }
    return BS_OK;
}

static int compare_rulings(const void *left, const void *right)
{
    const ruling *a = left, *b = right;
    if (a->person != b->person)
        return a->person < b->person ? -1 : 1;
    return a->decision < b->decision ? -1 : a->decision > b->decision;
}

static bs_status decide(linking *work)
{
    called all = {0};
    bs_status status = bs_link_decisions_read(work->options->decisions, &work->scratch,
                                              &work->decisions, work->error);
    if (status == BS_OK && work->decisions.count > 0)
        status = list_called(work, &all);
    for (size_t i = 0; i < work->decisions.count && status == BS_OK; i++) {
        uint32_t first = BS_NONE;
        for (int side = 0; side < 2 && status == BS_OK; side++)
            status = apply_side(work, &all, (uint32_t)i, side, &first);
    }
    bs_array_free(&all);
    if (work->rulings.count > 1)
        qsort(work->rulings.items, work->rulings.count, sizeof *work->rulings.items,
              compare_rulings);
    return status;
}

static const ruling *rulings_of(const linking *work, uint32_t number)
{
    size_t low = 0, high = work->rulings.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (work->rulings.items[middle].person < number)
            low = middle + 1;
        else
            high = middle;
    }
    return work->rulings.items + low;
}

/* Key of a cluster and a decision. */
static bs_str ruling_key(uint32_t pair[2], uint32_t at, uint32_t decision)
{
    pair[0] = at;
    pair[1] = decision;
    return (bs_str){(const char *)pair, 2 * sizeof *pair};
}

static bool has_rulings(const linking *work, uint32_t number)
{
    return work->rulings.count > 0 && number <= work->rulings.items[work->rulings.count - 1].person;
}

/* Whether the user keeps the person apart from one of the cluster. */
static bool is_forbidden(const linking *work, uint32_t number, uint32_t at)
{
    uint32_t pair[2];
    const ruling *end = work->rulings.items + work->rulings.count;
    if (!has_rulings(work, number))
        return false;
    for (const ruling *of = rulings_of(work, number); of < end && of->person == number; of++) {
        const bs_map_entry *there =
            bs_map_find(&work->rulings_of, ruling_key(pair, at, of->decision));
        if (there && ((of->sides & 1 && there->value & 2) || (of->sides & 2 && there->value & 1)))
            return true;
    }
    return false;
}

static bs_status note_rulings(linking *work, uint32_t number, uint32_t at)
{
    const ruling *end = work->rulings.items + work->rulings.count;
    if (!has_rulings(work, number))
        return BS_OK;
    for (const ruling *of = rulings_of(work, number); of < end && of->person == number; of++) {
        uint32_t pair[2];
        bs_str key = bs_arena_copy(&work->scratch, ruling_key(pair, at, of->decision));
        bs_map_entry *entry = key.data ? bs_map_add(&work->rulings_of, key, NULL) : NULL;
        if (!entry)
            return bs_fail_memory(work->error);
        entry->value |= of->sides;
    }
    return BS_OK;
}

/* ---- a person and a cluster ---- */

typedef struct chance {
    bs_link_fit fit;
    int evidence; /* things in common, weighed */
    int company;
    int64_t days;
    size_t count; /* of articles of the cluster */
    const char *rule;
    const char *against; /* the rule that keeps them apart, NULL for none */
} chance;

/* Names and facts. */
static chance look(const linking *work, uint32_t number, const cluster *at, int company)
{
    const person *one = &work->persons.items[number];
    chance made = {
        .fit = BS_LINK_APART, .evidence = company, .company = company, .count = at->count + 1};
    for (size_t i = 0; i < at->name_count; i++) {
        const char *rule;
        bs_link_fit fit = fit_names(work, one->spelling, at->names[i], &rule);
        if (fit == BS_LINK_APART)
            return (chance){.fit = BS_LINK_APART};
        if (fit > made.fit) {
            made.fit = fit;
            made.rule = rule;
        }
    }
    made.against = bs_link_facts_weigh(&one->facts, &at->facts, &made.evidence);
    made.days = bs_link_facts_days(&one->facts, &at->facts);
    if (!made.against && ((made.days > DAYS_NEVER && company < 2) ||
                          (made.days > DAYS_DOUBTFUL && made.evidence == 0)))
        made.against = "linking.time";
    if (made.against && is_off(work, made.against))
        made.against = NULL;
    return made;
}

/* Whether names and facts, which agree, are enough. */
static bool is_enough(const chance *with)
{
    return with->fit == BS_LINK_SAME || with->evidence > 0 ||
           (with->fit == BS_LINK_LIKELY && with->days <= DAYS_LIKELY);
}

/* Most of what an article of the cluster has in common with that of the person; -1 when it is the
 * same article, which has told the two apart. */
static int company_of(const linking *work, uint32_t number, const cluster *at)
{
    const person *one = &work->persons.items[number];
    int most = 0;
    for (size_t i = 0; i < COMPANY_MEMBERS && i < at->count; i++) {
        const person *other = &work->persons.items[at->members[i]];
        if (other->shard == one->shard && other->article == one->article)
            return -1;
        int shared = one->is_listed ? 0
                                    : bs_link_company(work->shards[one->shard],
                                                      work->rare[one->shard], one->article, one->id,
                                                      work->shards[other->shard], other->article);
        most = shared > most ? shared : most;
    }
    bool is_silent = !one->is_listed && !one->facts.country.data;
    return most +
           (is_silent && bs_link_names_country(work->shards[one->shard], one->article, &at->facts));
}

static bs_status put(linking *work, uint32_t number, uint32_t at)
{
    person *one = &work->persons.items[number];
    cluster *to = &work->clusters.items[at];
    one->cluster = at;
    bool is_there = false;
    for (size_t i = 0; i < to->name_count; i++)
        is_there |= to->names[i] == one->spelling;
    if (!is_there && to->name_count < CLUSTER_NAMES_MAX)
        to->names[to->name_count++] = one->spelling;
    bs_link_facts_add(&to->facts, &one->facts);
    if (one->is_listed && to->listed == BS_NONE)
        to->listed = number;
    else if (!one->is_listed)
        to->members[to->count++ % COMPANY_MEMBERS] = number;
    return note_rulings(work, number, at);
}

static bs_status add_cluster(linking *work, uint32_t number, bool is_alone)
{
    cluster *made = bs_array_push(&work->clusters);
    uint32_t at = (uint32_t)work->clusters.count - 1;
    uint32_t *slot = made && !is_alone ? bs_array_push(&work->open) : NULL;
    if (!made || (!is_alone && !slot))
        return bs_fail_memory(work->error);
    *made = (cluster){.first = number, .listed = BS_NONE, .is_alone = is_alone};
    bs_link_facts_begin(&made->facts);
    if (slot)
        *slot = at;
    return put(work, number, at);
}

/* Whom the user calls one, that is one, whatever speaks against it. */
static bs_status place_joined(linking *work, uint32_t number)
{
    person *one = &work->persons.items[number];
    uint32_t *cluster_of_all = &work->persons.items[joined_to(work, number)].joined_cluster;
    one->rule = "linking.decision";
    if (*cluster_of_all != BS_NONE)
        return put(work, number, *cluster_of_all);
    *cluster_of_all = (uint32_t)work->clusters.count;
    return add_cluster(work, number, false);
}

/* What the open clusters offer. */
typedef struct offer {
    chance best;
    uint32_t at;     /* BS_NONE for nothing */
    size_t possible; /* how many fit */
    bool is_tied;
    const char *against; /* the rule that kept the person from the first that does not fit */
    uint32_t other;      /* that one */
} offer;

/* Positive when `a` is the better chance: by names and what is in common, then the names alone,
 * then the time, then the number of articles. */
static int compare_chances(const chance *a, const chance *b)
{
    int weight = a->evidence + (int)a->fit - b->evidence - (int)b->fit;
    if (weight != 0)
        return weight;
    if (a->fit != b->fit)
        return a->fit > b->fit ? 1 : -1;
    bool is_near = a->days <= DAYS_NEAR, other_is_near = b->days <= DAYS_NEAR;
    if (is_near != other_is_near)
        return is_near ? 1 : -1;
    return (a->count >= DOMINANT * b->count) - (b->count >= DOMINANT * a->count);
}

static void consider(offer *all, uint32_t at, chance with)
{
    if (with.against && !all->against) {
        all->against = with.against;
        all->other = at;
    }
    if (with.against || with.fit == BS_LINK_APART)
        return;
    all->possible++;
    int order = all->at == BS_NONE ? 1 : compare_chances(&with, &all->best);
    all->is_tied = order == 0 || (all->is_tied && order < 0);
    if (order > 0) {
        all->best = with;
        all->at = at;
    }
}

/* Company is looked at where the rest does not decide: it takes the longest. */
static offer look_around(const linking *work, uint32_t number, bool with_company)
{
    offer all = {.at = BS_NONE};
    for (size_t i = 0; i < work->open.count; i++) {
        uint32_t at = work->open.items[i];
        const cluster *to = &work->clusters.items[at];
        chance with = look(work, number, to, 0);
        if (is_forbidden(work, number, at))
            with = (chance){.against = "linking.decision"};
        bool is_settled = with.against && strcmp(with.against, "linking.country") == 0;
        if (with_company && with.fit != BS_LINK_APART && !is_settled) {
            int company = company_of(work, number, to);
            if (company < 0 && with.fit < BS_LINK_SAME)
                with.fit = BS_LINK_APART;
            else if (company > 0)
                with = look(work, number, to, company);
            if (with.fit != BS_LINK_APART && !is_enough(&with))
                with.fit = BS_LINK_APART;
        }
        consider(&all, at, with);
    }
    return all;
}

static bs_status place(linking *work, uint32_t number)
{
    person *one = &work->persons.items[number];
    if (one->joined != 0)
        return place_joined(work, number);
    offer all = look_around(work, number, false);
    if (all.possible > 1 || all.against || (all.possible == 1 && all.best.fit < BS_LINK_SAME))
        all = look_around(work, number, true);
    if (all.at == BS_NONE) {
        if (all.against) {
            one->rule = all.against;
            one->reason = bs_link_facts_against(&one->facts, &work->clusters.items[all.other].facts,
                                                all.against, work->arena);
            if (!one->reason.data)
                return bs_fail_memory(work->error);
        }
        return add_cluster(work, number, work->open.count >= CLUSTERS_MAX && !one->is_listed);
    }
    bool is_guess = all.best.fit < BS_LINK_SAME && all.best.evidence == 0 && all.possible > 1;
    if (all.is_tied || is_guess) {
        one->rule =
            "linking.unclear"; /* others of just this name may join whom no name but this fits */
        return add_cluster(work, number, all.best.fit == BS_LINK_SAME);
    }
    one->rule = all.best.rule;
    one->reason = bs_link_facts_reason(&one->facts, &work->clusters.items[all.at].facts,
                                       all.best.company, work->arena);
    return one->reason.data ? put(work, number, all.at) : bs_fail_memory(work->error);
}

/* ---- order ---- */

typedef struct ordered {
    uint32_t group;
    uint8_t rank; /* of the lexicons or the user, with a country, .. with nothing */
    int32_t day;
    uint32_t number;
    bs_str article;
} ordered;

static int compare_ordered(const void *left, const void *right)
{
    const ordered *a = left, *b = right;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    int order = bs_str_compare(a->article, b->article);
    return order != 0 ? order : a->number < b->number ? -1 : a->number > b->number;
}

static uint8_t rank_of(const person *one)
{
    if (one->is_listed || one->joined != 0)
        return 0;
    if (one->facts.country.data)
        return 1;
    return one->facts.office.data || one->facts.affiliation.data ? 2 : 3;
}

static ordered *order_persons(linking *work)
{
    ordered *order = malloc((work->persons.count + 1) * sizeof *order);
    for (size_t i = 0; order && i < work->persons.count; i++) {
        const person *one = &work->persons.items[i];
        const bs_shard *shard = work->shards[one->shard];
        int32_t day = one->facts.day;
        order[i] = (ordered){
            .group = group_of(work, one->spelling),
            .rank = rank_of(one),
            .day = day == BS_DAY_UNKNOWN ? INT32_MAX : day,
            .number = (uint32_t)i,
            .article = one->is_listed ? one->id : bs_text_at(&shard->articles.id, one->article)};
    }
    if (order && work->persons.count > 1)
        qsort(order, work->persons.count, sizeof *order, compare_ordered);
    return order;
}

static bs_status place_persons(linking *work)
{
    ordered *order = order_persons(work);
    bs_status status = order ? BS_OK : bs_fail_memory(work->error);
    for (size_t i = 0; i < work->persons.count && status == BS_OK; i++) {
        if (i > 0 && order[i].group != order[i - 1].group)
            work->open.count = 0;
        status = place(work, order[i].number);
    }
    free(order);
    return status;
}

/* ---- names and ids of clusters ---- */

/* The fuller name, else the first in the order of bytes. */
static bool is_fuller(bs_str a, bs_str b)
{
    return a.size != b.size ? a.size > b.size : bs_str_compare(a, b) < 0;
}

/* The name by which most articles call each cluster. */
static bs_status name_clusters(linking *work)
{
    size_t count = 0;
    bs_keyed *uses = malloc((work->persons.count + 1) * sizeof *uses);
    size_t *most = calloc(work->clusters.count + 1, sizeof *most);
    bool is_sorted = uses && most;
    for (size_t i = 0; is_sorted && i < work->persons.count; i++) {
        const person *one = &work->persons.items[i];
        if (!one->is_listed)
            uses[count++] = (bs_keyed){(uint64_t)one->cluster << 32 | one->spelling, i};
    }
    is_sorted = is_sorted && bs_sort_keyed(uses, count);
    for (size_t start = 0; is_sorted && start < count;) {
        size_t end = start;
        bs_str id = work->persons.items[uses[start].value].id;
        for (; end < count && uses[end].key == uses[start].key; end++) {
            bs_str other = work->persons.items[uses[end].value].id;
            id = bs_str_compare(other, id) < 0 ? other : id;
        }
        const person *one = &work->persons.items[uses[start].value];
        cluster *of = &work->clusters.items[one->cluster];
        bs_str name = work->spellings.items[one->spelling].text;
        size_t times = end - start, *best = &most[one->cluster];
        if (times > *best || (times == *best && is_fuller(name, of->name))) {
            *best = times;
            of->name = name;
            of->id = id;
        }
        start = end;
    }
    for (size_t i = 0; i < work->clusters.count; i++) {
        cluster *of = &work->clusters.items[i];
        const person *listed = of->listed == BS_NONE ? NULL : &work->persons.items[of->listed];
        if (listed) {
            of->name = work->spellings.items[listed->spelling].text;
            of->id = listed->id;
        }
    }
    free(uses);
    free(most);
    return is_sorted ? BS_OK : bs_fail_memory(work->error);
}

static int compare_clusters(const void *left, const void *right, void *context)
{
    const linking *work = context;
    const cluster *a = &work->clusters.items[*(const uint32_t *)left];
    const cluster *b = &work->clusters.items[*(const uint32_t *)right];
    int order = bs_str_compare(a->id, b->id);
    if (order != 0)
        return order;
    if ((a->listed == BS_NONE) != (b->listed == BS_NONE))
        return a->listed != BS_NONE ? -1 : 1;
    if (a->is_alone != b->is_alone)
        return a->is_alone ? 1 : -1;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    const person *x = &work->persons.items[a->first], *y = &work->persons.items[b->first];
    if (x->facts.day != y->facts.day)
        return x->facts.day < y->facts.day ? -1 : 1;
    return bs_str_compare(bs_text_at(&work->shards[x->shard]->articles.id, x->article),
                          bs_text_at(&work->shards[y->shard]->articles.id, y->article));
}

/* Of several clusters with one id the one with the most articles keeps it, the next is "~2"; one of
 * a single article that was left alone has a digest of it. */
static bs_status number_clusters(linking *work)
{
    uint32_t *order = malloc((work->clusters.count + 1) * sizeof *order);
    if (!order)
        return bs_fail_memory(work->error);
    for (size_t i = 0; i < work->clusters.count; i++)
        order[i] = (uint32_t)i;
    qsort_r(order, work->clusters.count, sizeof *order, compare_clusters, work);
    bs_status status = BS_OK;
    bs_str base = {NULL, 0};
    for (size_t i = 0, number = 1; i < work->clusters.count && status == BS_OK; i++) {
        cluster *of = &work->clusters.items[order[i]];
        number = i > 0 && bs_str_equal(of->id, base) ? number + 1 : 1;
        base = of->id;
        if (number == 2)
            work->clusters.items[order[i - 1]].is_split = true;
        of->is_split |= number > 1;
        const person *one = &work->persons.items[of->first];
        if (of->is_alone)
            of->id = bs_arena_print(
                work->arena, "%.*s~%06x", BS_STR_ARG(base),
                (unsigned)(work->shards[one->shard]->articles.digest[one->article] & 0xFFFFFF));
        else if (number > 1)
            of->id = bs_arena_print(work->arena, "%.*s~%zu", BS_STR_ARG(base), number);
        if (!of->id.data)
            status = bs_fail_memory(work->error);
    }
    free(order);
    return status;
}

static bs_status give_links(const linking *work, bs_links *links)
{
    for (size_t i = 0; i < work->persons.count; i++) {
        const person *one = &work->persons.items[i];
        const cluster *of = &work->clusters.items[one->cluster];
        bs_str name = work->spellings.items[one->spelling].text;
        if (one->is_listed ||
            (!of->is_split && bs_str_equal(of->id, one->id) && bs_str_equal(of->name, name)))
            continue;
        bs_link *link = bs_array_push(links);
        if (!link)
            return bs_fail_memory(work->error);
        *link = (bs_link){.shard = one->shard,
                          .row = one->row,
                          .article = one->article,
                          .entity = of->id,
                          .name = of->name,
                          .rule = bs_str_from(one->rule),
                          .reason = one->reason};
    }
    return BS_OK;
}

/* ---- the whole ---- */

static bool is_all_off(const linking *work)
{
    size_t count;
    const char *const *rules = bs_rules_of_code(&count);
    for (size_t i = 0; i < count; i++)
        if (bs_rule_is_of_archive(bs_str_from(rules[i])) && !is_off(work, rules[i]))
            return false;
    return !work->options->decisions.data;
}

static bs_status run(linking *work, bs_links *links)
{
    if (is_all_off(work))
        return BS_OK;
    bs_status status = add_persons(work);
    if (status == BS_OK)
        status = group_names(work);
    if (status == BS_OK)
        status = decide(work);
    if (status == BS_OK)
        status =
            bs_link_rare(work->shards, work->shard_count, &work->scratch, &work->rare, work->error);
    if (status == BS_OK)
        status = place_persons(work);
    if (status == BS_OK)
        status = name_clusters(work);
    if (status == BS_OK)
        status = number_clusters(work);
    return status == BS_OK ? give_links(work, links) : status;
}

bs_status bs_links_find(bs_shard *const *shards, size_t shard_count, const bs_link_options *options,
                        bs_arena *arena, bs_links *links, bs_error *error)
{
    linking work = {.shards = shards,
                    .shard_count = shard_count,
                    .options = options,
                    .arena = arena,
                    .error = error};
    bs_status status = run(&work, links);
    bs_map_clear(&work.spelling_numbers);
    bs_map_clear(&work.listed_numbers);
    bs_map_clear(&work.rulings_of);
    bs_array_free(&work.spellings);
    bs_array_free(&work.persons);
    bs_array_free(&work.rulings);
    bs_array_free(&work.clusters);
    bs_array_free(&work.open);
    bs_arena_clear(&work.scratch);
    return status;
}
