/* cite.c - evidence ids, written and read. */
#include "corpus/cite.h"

#include "base/error.h"
#include "base/hash.h"

enum { DIGEST_DIGITS = 8 };

static bs_str digest_of(uint64_t digest, char hex[17])
{
    bs_hash_hex(digest, hex);
    return (bs_str){hex, DIGEST_DIGITS};
}

void bs_cite(bs_buffer *buffer, const bs_shard *shard, size_t row, uint32_t start, uint32_t end)
{
    char hex[17];
    bs_str digest = digest_of(shard->articles.digest[row], hex);
    bs_buffer_add(buffer, bs_text_at(&shard->articles.id, row));
    bs_buffer_print(buffer, ":%u-%u:%.*s", start, end, (int)digest.size, digest.data);
}

bs_evidence bs_cite_evidence(bs_arena *arena, const bs_shard *shard, size_t row, uint32_t start,
                             uint32_t end, bs_str rule)
{
    bs_evidence evidence = {.kind = BS_EVIDENCE_TEXT, .rule = rule};
    bs_buffer id = {0};
    bs_cite(&id, shard, row, start, end);
    if (!id.failed)
        evidence.id = bs_arena_copy(arena, bs_buffer_str(&id));
    bs_buffer_clear(&id);
    return evidence;
}

/* Cuts `*text` at its last `separator`: gives what follows, leaves what stands before it. */
static bool cut_last(bs_str *text, char separator, bs_str *piece)
{
    const char *found = text->data ? memrchr(text->data, separator, text->size) : NULL;
    if (!found)
        return false;
    size_t at = (size_t)(found - text->data);
    *piece = bs_str_slice(*text, at + 1, text->size);
    text->size = at;
    return true;
}

static bool read_offset(bs_str text, uint32_t *offset)
{
    int64_t value;
    if (text.size == 0 || !bs_ascii_is_digit((unsigned char)text.data[0]) ||
        !bs_str_integer(text, &value) || value > UINT32_MAX)
        return false;
    *offset = (uint32_t)value;
    return true;
}

/* An article with this id, the one with this digest before any other. */
static size_t find_article(const bs_corpus *corpus, bs_str id, bs_str digest, bool *is_same)
{
    size_t found = SIZE_MAX;
    *is_same = false;
    for (size_t index = 0; index < bs_corpus_shard_count(corpus) && !*is_same; index++) {
        const bs_shard *shard = bs_corpus_shard(corpus, index);
        for (size_t row = 0; row < shard->articles.count && !*is_same; row++) {
            if (!bs_str_equal(bs_text_at(&shard->articles.id, row), id))
                continue;
            bs_article_ref ref = {(uint32_t)index, (uint32_t)row};
            size_t article = bs_corpus_article_index(corpus, ref);
            char hex[17];
            if (article == SIZE_MAX)
                continue;
            found = article;
            *is_same = bs_str_equal(digest_of(shard->articles.digest[row], hex), digest);
        }
    }
    return found;
}

size_t bs_cite_article(const bs_corpus *corpus, bs_str id)
{
    bool is_same;
    return find_article(corpus, id, BS_STR(""), &is_same);
}

bs_status bs_cite_resolve(const bs_corpus *corpus, bs_str id, bs_citation *citation,
                          bs_error *error)
{
    bs_str article_id = id, digest, range, last;
    bs_citation found;
    if (!cut_last(&article_id, ':', &digest) || !cut_last(&article_id, ':', &range) ||
        !cut_last(&range, '-', &last) || !read_offset(range, &found.start) ||
        !read_offset(last, &found.end) || digest.size != DIGEST_DIGITS)
        return bs_fail(error, BS_MISUSE, "\"%.*s\" is no evidence id (article:start-end:digest)",
                       BS_STR_ARG(id));
    bool is_same;
    found.article = find_article(corpus, article_id, digest, &is_same);
    if (found.article == SIZE_MAX)
        return bs_fail(error, BS_MISUSE, "the corpus has no article \"%.*s\"",
                       BS_STR_ARG(article_id));
    bs_article_ref ref = bs_corpus_article_at(corpus, found.article);
    bs_str text = bs_text_at(&bs_corpus_shard(corpus, ref.shard)->articles.text, ref.row);
    if (!is_same || found.start > found.end || found.end > text.size)
        return bs_fail(error, BS_BAD_DATA, "article \"%.*s\" has another text than the one cited",
                       BS_STR_ARG(article_id));
    *citation = found;
    return BS_OK;
}
