/*
 * selection.h - an immutable set of articles of one corpus, and which of their segments count.
 *
 * Everything that counts takes one. Selections are counted references, hold on to their corpus, and
 * may be used by many threads at a time. Indexes of vocabularies that queries build are shared by
 * all selections that stem from one bs_selection_all(): make that one once a corpus and keep it.
 */
#ifndef BS_CORPUS_SELECTION_H
#define BS_CORPUS_SELECTION_H

#include "base/arena.h"
#include "broadsheet.h"
#include "corpus/corpus.h"

/* Every segment but the widget, as a bitmap of bs_segment_type. */
#define BS_SEGMENTS_DEFAULT (((1u << BS_SEGMENT_TYPES) - 1) & ~(1u << BS_SEGMENT_WIDGET))

typedef struct bs_selection bs_selection;

/* Everything in the corpus. Retains it. Let go of the result with bs_selection_free(). */
bs_status bs_selection_all(bs_corpus *corpus, bs_selection **selection, bs_error *error);
bs_selection *bs_selection_retain(bs_selection *selection);
void bs_selection_free(bs_selection *selection); /* lets go of one reference */

/* So many threads for all that is asked of this selection and those that stem from the same
 * bs_selection_all(); 0, the default, for one a processor where the work is long enough. Results do
 * not depend on it. */
void bs_selection_use_threads(bs_selection *selection, unsigned threads);

bs_corpus *bs_selection_corpus(const bs_selection *selection);        /* borrowed */
uint32_t bs_selection_segments(const bs_selection *selection);        /* bitmap of types counted */
size_t bs_selection_count(const bs_selection *selection);             /* articles */
bool bs_selection_has(const bs_selection *selection, size_t article); /* index in the corpus */
bool bs_selection_has_row(const bs_selection *selection, bs_article_ref ref);
/* The first selected article whose index is `from` or higher, or SIZE_MAX. */
size_t bs_selection_next(const bs_selection *selection, size_t from);
/* Tokens of the selected articles in the segments that count, punctuation included. */
uint64_t bs_selection_token_count(const bs_selection *selection);

/*
 * What to keep; conditions are combined with "and", the zero value keeps everything. Strings match
 * whole values, `*` stands for any run, ASCII letters match in any case.
 */
typedef struct bs_select_options {
    bs_str from, to; /* ISO 8601 cut to its precision; `to` includes the whole of its period */
    bs_str outlet, language, byline, url, title;
    bs_str match;           /* a query, see query.h */
    bs_str mentions;        /* id or any name of an entity */
    const bs_str *segments; /* names of the segment types that count from here on */
    size_t segment_count;   /* 0 for those of the selection it is taken from */
    bs_str sql;             /* see below */
} bs_select_options;

/*
 * The articles of `selection` that meet all conditions. An article is between two dates when the
 * whole of its date is ("2024" is in from 2024, not in from 2024-03); one without a date never is.
 * `sql` is an expression of SQLite over the columns id, file, url, title, outlet, language,
 * published, basis, byline (all of them, with "; " between), text, digest, tokens, sentences,
 * mentions, quotations, dates, claims; it can also ask the table `articles` of the whole corpus,
 * and reaches nothing else. BS_MISUSE for a date, query, segment or expression that is none, or a
 * name in `mentions` that several entities have.
 */
bs_status bs_selection_select(bs_selection *selection, const bs_select_options *options,
                              const bs_progress *progress, bs_selection **result, bs_error *error);

/* Set operations; BS_MISUSE when the two are of different corpora. What counts afterwards: the
 * segments that count in both, in either, in the first. */
bs_status bs_selection_and(bs_selection *a, bs_selection *b, bs_selection **result,
                           bs_error *error);
bs_status bs_selection_or(bs_selection *a, bs_selection *b, bs_selection **result, bs_error *error);
bs_status bs_selection_minus(bs_selection *a, bs_selection *b, bs_selection **result,
                             bs_error *error);

/* Those of the given articles (indexes in the corpus, in any order) that are in `selection`. */
bs_status bs_selection_keep(bs_selection *selection, const size_t *articles, size_t count,
                            bs_selection **result, bs_error *error);

/*
 * `count` articles drawn without replacement, or all if there are fewer. The same selection, count
 * and seed draw the same articles everywhere (stats/random.h, stream 0, over the articles in their
 * order).
 */
bs_status bs_selection_sample(bs_selection *selection, size_t count, uint64_t seed,
                              bs_selection **result, bs_error *error);

typedef struct bs_selection_part {
    bs_str key; /* "2024", "2024-Q3", "2024-07", "2024-W28", "2024-07-09", "Reuters"; or absent */
    bs_selection *selection;
} bs_selection_part;

typedef struct bs_selection_parts {
    bs_arena arena; /* the keys */
    bs_selection_part *items;
    size_t count;
} bs_selection_parts;

/*
 * Cuts the selection by year, quarter, month, week (ISO 8601), day, outlet, language or byline: one
 * part for each key that occurs, in order of keys, the articles without one last (key absent). An
 * article whose date is less precise than asked has no key. One with two bylines is in both parts.
 */
bs_status bs_selection_split(bs_selection *selection, bs_str by, bs_selection_parts *parts,
                             bs_error *error);
void bs_selection_parts_clear(bs_selection_parts *parts); /* lets go of the selections too */

#endif
