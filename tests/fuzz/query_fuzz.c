/* query_fuzz.c - any bytes as a query: refused with a reason, or run and found inside the texts. */
#include <stdlib.h>

#include "base/array.h"
#include "base/str.h"
#include "corpus/corpus.h"
#include "corpus/query.h"
#include "text/split.h"

enum { ARTICLES = 2 };

static const char *const texts[ARTICLES] = {
    "NATO met in Washington. The NATO summit said nothing of the wars, and don\xe2\x80\x99t ask.",
    "Climate change is not on the agenda. Leaders attended; \xc3\x89tienne did not attend it."};

/* Made once and kept: the corpus of all runs. */
static bs_selection *make_selection(void)
{
    bs_vocabulary *vocabulary;
    bs_article articles[ARTICLES];
    bs_segment segments[ARTICLES];
    bs_layers layers[ARTICLES] = {0};
    const bs_layers *pointers[ARTICLES];
    bs_corpus *corpus;
    bs_selection *all;
    if (bs_vocabulary_new(&vocabulary, NULL) != BS_OK)
        abort();
    for (size_t i = 0; i < ARTICLES; i++) {
        bs_str text = bs_str_from(texts[i]);
        segments[i] = (bs_segment){.type = BS_SEGMENT_BODY, .end = (uint32_t)text.size};
        articles[i] = (bs_article){
            .id = i == 0 ? BS_STR("a") : BS_STR("b"), .file = BS_STR("fuzz"), .text = text};
        articles[i].segments = &segments[i];
        articles[i].segment_count = 1;
        if (bs_split(text, &segments[i], 1, vocabulary, &layers[i].tokens, &layers[i].sentences,
                     NULL) != BS_OK)
            abort();
        pointers[i] = &layers[i];
    }
    if (bs_corpus_in_shards(articles, pointers, ARTICLES, 1, vocabulary, &corpus, NULL) != BS_OK ||
        bs_selection_all(corpus, &all, NULL) != BS_OK)
        abort();
    bs_corpus_close(corpus);
    for (size_t i = 0; i < ARTICLES; i++)
        bs_layers_clear(&layers[i]);
    bs_vocabulary_free(vocabulary);
    return all;
}

static void check_hits(const bs_selection *all, const bs_matches *matches)
{
    uint64_t count = 0;
    for (size_t i = 0; i < matches->shard_count; i++) {
        const bs_hits *hits = &matches->shards[i];
        const bs_shard *shard = bs_corpus_shard(bs_selection_corpus(all), i);
        count += hits->count;
        for (size_t j = 0; j < hits->count; j++)
            if (hits->items[j].start >= hits->items[j].end ||
                hits->items[j].end > shard->tokens.count ||
                (j > 0 && hits->items[j].start < hits->items[j - 1].start))
                abort();
    }
    if (count != matches->count)
        abort();
}

static void run(const bs_query *query, bs_selection *all)
{
    bs_matches matches = {0};
    bs_selection *selected = NULL;
    bs_error error = {BS_OK, ""};
    bs_status status = bs_query_run(query, all, NULL, &matches, &error);
    if (status == BS_OK)
        check_hits(all, &matches);
    else if (status != BS_LIMIT && !(status == BS_MISUSE && bs_query_is_negative(query)))
        abort();
    bs_matches_clear(&matches);
    status = bs_query_select(query, all, NULL, &selected, &error);
    if (status != BS_OK && status != BS_LIMIT)
        abort();
    bs_selection_free(selected);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bs_selection *all;
    if (!all)
        all = make_selection();
    bs_query *query = NULL;
    bs_error error = {BS_OK, ""};
    bs_status status = bs_query_parse((bs_str){(const char *)data, size}, &query, &error);
    if (status == BS_OK)
        run(query, all);
    else if (status != BS_MISUSE || !error.message[0])
        abort();
    bs_query_free(query);
    return 0;
}
