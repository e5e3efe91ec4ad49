/*
 * link_facts.h - what an article says of a person, and whether it goes with what others say.
 */
#ifndef BS_CORPUS_LINK_FACTS_H
#define BS_CORPUS_LINK_FACTS_H

#include "base/arena.h"
#include "corpus/shard.h"

enum { BS_LINK_COUNTRIES_MAX = 4, BS_LINK_OFFICES_MAX = 8 };

typedef struct bs_link_facts {
    bs_str country, office, affiliation; /* absent where nothing is said */
    uint8_t walk;                        /* of life, as the office tells; 0 for none */
    int32_t day;                         /* of the article, or BS_DAY_UNKNOWN */
} bs_link_facts;

/* What several articles say. */
typedef struct bs_link_facts_set {
    bs_str countries[BS_LINK_COUNTRIES_MAX], offices[BS_LINK_OFFICES_MAX],
        affiliations[BS_LINK_OFFICES_MAX];
    size_t country_count, office_count, affiliation_count;
    unsigned walks;              /* bits */
    int32_t first_day, last_day; /* BS_DAY_UNKNOWN for none */
} bs_link_facts_set;

/* Of a row of the entities of a shard; strings lie in `arena` or in the shard. */
bs_status bs_link_facts_read(const bs_shard *shard, uint32_t row, bs_arena *arena,
                             bs_link_facts *facts, bs_error *error);
void bs_link_facts_begin(bs_link_facts_set *set); /* of none */
void bs_link_facts_add(bs_link_facts_set *set, const bs_link_facts *facts);

/* Adds what the two have in common to `*evidence`; gives the rule that keeps them apart, NULL for
 * none: "linking.country", "linking.office". */
const char *bs_link_facts_weigh(const bs_link_facts *facts, const bs_link_facts_set *set,
                                int *evidence);
/* Days between the article and the nearest of the others; 0 inside of them or where none is known.
 */
int64_t bs_link_facts_days(const bs_link_facts *facts, const bs_link_facts_set *set);
/* What speaks for the two being one, for a reader. In `arena`; data is NULL without memory. */
bs_str bs_link_facts_reason(const bs_link_facts *facts, const bs_link_facts_set *set, int company,
                            bs_arena *arena);

/* What speaks against it, by the rule that bs_link_facts_weigh() or the time gave. */
bs_str bs_link_facts_against(const bs_link_facts *facts, const bs_link_facts_set *set,
                             const char *rule, bs_arena *arena);
/* Whether the article names a country of the others. */
bool bs_link_names_country(const bs_shard *shard, uint32_t article, const bs_link_facts_set *set);

/* By row of the entities of each shard: 1 for those whose company tells something, who are no
 * countries or places and whom few articles name. In `arena`. */
bs_status bs_link_rare(bs_shard *const *shards, size_t shard_count, bs_arena *arena,
                       const uint8_t ***rare, bs_error *error);
/* How many rare ones two articles both name; at most 3. `self` is the id that does not count. */
int bs_link_company(const bs_shard *shard, const uint8_t *rare, uint32_t article, bs_str self,
                    const bs_shard *other, uint32_t other_article);

#endif
