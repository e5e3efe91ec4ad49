/*
 * layer_tables.h - the layers of a selection as tables: entities, quotations, dates, claims.
 *
 * Rows of the last three are in order of articles, then place, and lead to their place in the text.
 * Only segments that count are looked at.
 */
#ifndef BS_CORPUS_LAYER_TABLES_H
#define BS_CORPUS_LAYER_TABLES_H

#include "broadsheet.h"
#include "corpus/selection.h"
#include "table/table.h"

typedef struct bs_layer_options {
    bs_str type;    /* entities: person..; dates: DATE..; absent for all */
    bs_str kind;    /* claims: rank..; quotations: direct.. */
    bs_str speaker; /* quotations: id or name of an entity, or words of the speaker as they stand */
    bs_str about;   /* quotations: a query that has a hit inside the quoted words */
    uint64_t min;   /* entities: least number of mentions */
} bs_layer_options;

/* entity (the id), type, name, mentions, articles, first, last (days, or as far as known). Most
 * mentions first. */
bs_status bs_entities_table(bs_selection *selection, const bs_layer_options *options,
                            const bs_progress *progress, bs_table **table, bs_error *error);
/* article, date, speaker (id), speaker_text, text, cue, kind, attribution, rule. */
bs_status bs_quotations_table(bs_selection *selection, const bs_layer_options *options,
                              const bs_progress *progress, bs_table **table, bs_error *error);
/* article, date, text, type, value, anchor, rule. */
bs_status bs_dates_table(bs_selection *selection, const bs_layer_options *options,
                         const bs_progress *progress, bs_table **table, bs_error *error);
/* article, date, text, kind, subject, rank, value, unit, metric, scope, period, according_to,
 * event, party, person, level, status, topic, stated, rule. */
bs_status bs_claims_table(bs_selection *selection, const bs_layer_options *options,
                          const bs_progress *progress, bs_table **table, bs_error *error);

/* Who was put together and kept apart over the archive (link.h), a row a person of an article:
 * article, date, text (the first mention), entity (id), name (of the entity), rule, reason. In
 * order of name, entity, article. `entity`, an id or a name, asks for one; absent for all. */
bs_status bs_links_table(bs_selection *selection, bs_str entity, bs_table **table, bs_error *error);

typedef struct bs_entity_ref {
    uint32_t shard, row; /* of the entities of that shard: the first that has it */
} bs_entity_ref;

/*
 * Looks an entity of the corpus up by id, then by preferred name, then by any name, ASCII letters
 * in any case; of the first of these that finds some, those with the most mentions first. Gives all
 * candidates (one when it is clear, none when there is none); the caller frees `*entities`.
 */
bs_status bs_entity_find(const bs_corpus *corpus, bs_str name, bs_entity_ref **entities,
                         size_t *count, bs_error *error);

#endif
