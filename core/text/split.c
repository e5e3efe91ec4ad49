/* split.c - see split.h. Each stretch between two edges of segments is cut on its own. */
#include "text/split.h"

#include "base/array.h"
#include "base/error.h"
#include "text/layout.h"
#include "text/scan.h"
#include "text/sentence.h"

typedef struct split_job {
    bs_str text;
    bs_layout layout;
    bs_marks marks;
    bs_vocabulary *vocabulary;
    bs_tokens *tokens;
    bs_sentences *sentences;
    bs_error *error;
} split_job;

static bs_status split_stretch(split_job *job, size_t start, size_t end)
{
    size_t token_start = job->tokens->count;
    job->marks.count = 0;
    bs_status status =
        bs_scan(job->text, start, end, job->vocabulary, job->tokens, &job->marks, job->error);
    if (status != BS_OK)
        return status;
    return bs_sentences_find((bs_str){job->text.data, end}, &job->layout, job->vocabulary,
                             job->tokens, token_start, &job->marks, job->sentences, job->error);
}

/* Where the segment edge at `edge` cuts: not before `from`, not behind the text. */
static size_t limit_edge(bs_str text, size_t from, size_t edge)
{
    return edge < from ? from : edge > text.size ? text.size : edge;
}

static bs_status split_stretches(split_job *job, const bs_segment *segments, size_t segment_count)
{
    size_t at = 0;
    bs_status status = BS_OK;
    for (size_t i = 0; i < 2 * segment_count && status == BS_OK; i++) {
        const bs_segment *segment = &segments[i / 2];
        size_t edge = limit_edge(job->text, at, i % 2 ? segment->end : segment->start);
        if (edge > at)
            status = split_stretch(job, at, edge);
        at = edge;
    }
    if (status == BS_OK && at < job->text.size)
        status = split_stretch(job, at, job->text.size);
    return status;
}

bs_status bs_split(bs_str text, const bs_segment *segments, size_t segment_count,
                   bs_vocabulary *vocabulary, bs_tokens *tokens, bs_sentences *sentences,
                   bs_error *error)
{
    if (text.size >= UINT32_MAX)
        return bs_fail(error, BS_LIMIT, "a text of 4 GiB or more cannot be cut");
    if (text.size == 0)
        return BS_OK;
    size_t token_count = tokens->count, sentence_count = sentences->count;
    split_job job = {
        .text = text,
        .layout = bs_layout_read(text),
        .vocabulary = vocabulary,
        .tokens = tokens,
        .sentences = sentences,
        .error = error,
    };
    bs_status status = split_stretches(&job, segments, segment_count);
    bs_array_free(&job.marks);
    if (status != BS_OK) {
        tokens->count = token_count;
        sentences->count = sentence_count;
    }
    return status;
}
