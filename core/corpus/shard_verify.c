/*
 * shard_verify.c - that what points in a shard points to something.
 *
 * Runs whenever a shard is opened, as plain loops over whole columns, which compilers turn into
 * vector code; of the columns that are as long as the text it looks at one alone, the types of
 * tokens, which everything indexes by. Where tokens and positions lie is looked at where they are
 * used, see bs_bytes_of_tokens() and bs_positions_of(). What is merely wrong and cannot hurt
 * (checksums, text that is no UTF-8, positions out of order) is left to check.c.
 */
#include "base/array.h"
#include "base/error.h"
#include "base/str.h"
#include "corpus/shard_io.h"

typedef struct verifier {
    const bs_shard *shard;
    const char *folder;
    bs_error *error;
} verifier;

static bs_status fail(const verifier *with, bs_shard_file file, const char *what)
{
    return bs_fail(with->error, BS_BAD_DATA, "%s/%s.arrow: damaged: %s", with->folder,
                   bs_shard_file_plan(file)->name, what);
}

static const uint32_t *numbers_of(const bs_shard *shard, size_t place)
{
    const uint32_t *numbers;
    memcpy(&numbers, (const char *)shard + place, sizeof numbers);
    return numbers;
}

static size_t count_of(const bs_shard *shard, bs_shard_file file)
{
    size_t count;
    memcpy(&count, (const char *)shard + bs_shard_file_plan(file)->place_count, sizeof count);
    return count;
}

static bool rise_to(const uint32_t *starts, size_t count, size_t end)
{
    unsigned falls = starts[0] != 0;
    for (size_t i = 0; i < count; i++)
        falls |= starts[i + 1] < starts[i];
    return !falls && starts[count] == end;
}

static bool refer_below(const uint32_t *rows, size_t count, size_t end)
{
    unsigned outside = 0;
    for (size_t i = 0; i < count; i++)
        outside |= rows[i] >= end && rows[i] != BS_NONE;
    return !outside;
}

/* Columns of starts and of references, as the plan has them. */
static bs_status verify_rows(const verifier *with)
{
    for (size_t i = 0; i < BS_SHARD_COLUMN_COUNT; i++) {
        const bs_column_plan *plan = bs_shard_column_plan((bs_shard_column)i);
        size_t count = count_of(with->shard, plan->file);
        size_t end = count_of(with->shard, plan->target);
        const uint32_t *values = numbers_of(with->shard, plan->place);
        if (plan->role == BS_ROLE_START && !rise_to(values, count, end))
            return fail(with, plan->file, "starts that do not rise to the end");
        if (plan->role == BS_ROLE_REFERENCE && !refer_below(values, count, end))
            return fail(with, plan->file, "a row of another file that does not exist");
    }
    return BS_OK;
}

static uint32_t text_size(const bs_shard *shard, size_t article)
{
    return (uint32_t)(shard->articles.text.offsets[article + 1] -
                      shard->articles.text.offsets[article]);
}

/* Spans of bytes, rows of one article after the other, inside the text of their article. */
static bs_status verify_spans(const verifier *with, bs_shard_file file, const uint32_t *rows,
                              const uint32_t *starts, const uint32_t *ends)
{
    for (size_t article = 0; article < with->shard->articles.count; article++) {
        uint32_t size = text_size(with->shard, article);
        unsigned outside = 0;
        for (size_t i = rows[article]; i < rows[article + 1]; i++)
            outside |= starts[i] > ends[i] || ends[i] > size;
        if (outside)
            return fail(with, file, "a span outside of the text");
    }
    return BS_OK;
}

static bs_status verify_all_spans(const verifier *with)
{
    const bs_shard *shard = with->shard;
    const bs_shard_articles *articles = &shard->articles;
    const struct {
        bs_shard_file file;
        const uint32_t *rows, *starts, *ends;
    } layers[] = {
        {BS_FILE_segments, articles->segment_start, shard->segments.start, shard->segments.end},
        {BS_FILE_sentences, articles->sentence_start, shard->sentences.start, shard->sentences.end},
        {BS_FILE_mentions, articles->mention_start, shard->mentions.start, shard->mentions.end},
        {BS_FILE_quotations, articles->quotation_start, shard->quotations.cue_start,
         shard->quotations.cue_end},
        {BS_FILE_dates, articles->date_start, shard->dates.start, shard->dates.end},
        {BS_FILE_claims, articles->claim_start, shard->claims.start, shard->claims.end},
        {BS_FILE_findings, articles->finding_start, shard->findings.start, shard->findings.end},
    };
    bs_status status = BS_OK;
    for (size_t i = 0; i < sizeof layers / sizeof *layers && status == BS_OK; i++)
        status =
            verify_spans(with, layers[i].file, layers[i].rows, layers[i].starts, layers[i].ends);
    return status;
}

static bs_status verify_tokens(const verifier *with)
{
    const bs_shard_tokens *tokens = &with->shard->tokens;
    bool is_wrong =
        tokens->count && bs_u32_greatest(tokens->type, tokens->count) >= with->shard->types.count;
    return is_wrong ? fail(with, BS_FILE_tokens, "a type that does not exist") : BS_OK;
}

/* The first sentence of an article begins with its first token. Given that starts rise, sentences
 * then stay inside their articles. */
static bs_status verify_sentences(const verifier *with)
{
    const bs_shard_articles *articles = &with->shard->articles;
    unsigned apart = 0;
    for (size_t i = 0; i <= articles->count; i++)
        apart |= with->shard->sentences.token_start[articles->sentence_start[i]] !=
                 articles->token_start[i];
    return apart ? fail(with, BS_FILE_sentences, "sentences and articles disagree") : BS_OK;
}

static bs_status verify_types(const verifier *with)
{
    const bs_shard_types *types = &with->shard->types;
    size_t token_count = with->shard->tokens.count;
    unsigned differ = (size_t)types->position_start[types->count] != token_count;
    for (size_t i = 0; i < types->count; i++)
        differ |=
            (uint32_t)(types->position_start[i + 1] - types->position_start[i]) != types->tokens[i];
    return differ ? fail(with, BS_FILE_types, "counts and positions disagree") : BS_OK;
}

static bs_status verify_mentions(const verifier *with)
{
    const bs_shard_mentions *mentions = &with->shard->mentions;
    const bs_shard_articles *articles = &with->shard->articles;
    for (size_t article = 0; article < articles->count; article++) {
        uint32_t first = articles->token_start[article], end = articles->token_start[article + 1];
        unsigned outside = 0;
        for (size_t i = articles->mention_start[article]; i < articles->mention_start[article + 1];
             i++)
            outside |= mentions->token_start[i] < first ||
                       mentions->token_start[i] > mentions->token_end[i] ||
                       mentions->token_end[i] > end;
        if (outside)
            return fail(with, BS_FILE_mentions, "tokens outside of the article");
    }
    return BS_OK;
}

static bs_status verify_parts(const verifier *with)
{
    const bs_shard_quotations *quotations = &with->shard->quotations;
    const uint32_t *rows = with->shard->articles.quotation_start;
    for (size_t article = 0; article < with->shard->articles.count; article++) {
        uint32_t size = text_size(with->shard, article);
        for (size_t row = rows[article]; row < rows[article + 1]; row++) {
            size_t start = (size_t)quotations->part_start[row];
            size_t end = (size_t)quotations->part_start[row + 1];
            unsigned outside = (end - start) % 2 != 0;
            for (size_t i = start; i + 1 < end; i += 2)
                outside |= quotations->parts[i] > quotations->parts[i + 1] ||
                           quotations->parts[i + 1] > size;
            if (outside)
                return fail(with, BS_FILE_quotations, "a part outside of the text");
        }
    }
    return BS_OK;
}

bs_status bs_shard_verify(const bs_shard *shard, const char *folder, bs_error *error)
{
    verifier with = {shard, folder, error};
    bs_status (*const steps[])(const verifier *) = {
        verify_rows,  verify_all_spans, verify_tokens, verify_sentences,
        verify_types, verify_mentions,  verify_parts};
    bs_status status = BS_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && status == BS_OK; i++)
        status = steps[i](&with);
    return status;
}
