/*
 * said.c - what an article says of a person beside the name, where no rule has read it: "John Cole,
 * Britain's defence secretary", "Foreign Minister Ama Mensah of Sudan", "US General John Cole".
 */
#include "annotate/worker.h"
#include "base/error.h"
#include "base/str.h"

enum { MODIFIERS_MAX = 3, OFFICE_WORDS_MAX = 8 };

static bool is_word(const bs_annotate_worker *worker, uint32_t token, const char *word)
{
    return bs_str_is_nocase(bs_worker_text(worker, token), word);
}

static const bs_mention *mention_at(const bs_annotate_worker *worker, uint32_t token)
{
    uint32_t cover = worker->covers[token];
    return cover ? &worker->layers->mentions.items[cover - 1] : NULL;
}

static bool is_title(const bs_annotate_worker *worker, uint32_t token)
{
    return worker->covers[token] == 0 && bs_worker_is(worker, token, BS_CLASS_TITLE);
}

/* A word that can stand before the noun of an office: "defence", "deputy". */
static bool is_modifier(const bs_annotate_worker *worker, uint32_t token)
{
    return worker->covers[token] == 0 && !bs_worker_is(worker, token, BS_CLASS_PUNCTUATION) &&
           !bs_worker_is(worker, token, BS_CLASS_FUNCTION) &&
           !bs_worker_is(worker, token, BS_CLASS_CUE) &&
           !bs_worker_is(worker, token, BS_CLASS_MONTH) &&
           !bs_worker_is(worker, token, BS_CLASS_WEEKDAY) &&
           !bs_worker_is(worker, token, BS_CLASS_NUMBER);
}

/* Notes a country or body as that of the office. */
static void note_whose(const bs_mention *whose, bs_made *made)
{
    if (whose->type == BS_ENTITY_COUNTRY && made->country_end == 0) {
        made->country_start = whose->token_start;
        made->country_end = whose->token_end;
    } else if (whose->type == BS_ENTITY_ORGANIZATION && made->affiliation_end == 0) {
        made->affiliation_start = whose->token_start;
        made->affiliation_end = whose->token_end;
    }
}

/* "of Sudan", "of the World Bank" from `token` on. */
static void read_of(const bs_annotate_worker *worker, const bs_sentence *sentence, uint32_t token,
                    bs_made *made)
{
    if (token >= sentence->token_end ||
        !(is_word(worker, token, "of") || is_word(worker, token, "at") ||
          is_word(worker, token, "for")))
        return;
    token++;
    if (token < sentence->token_end && is_word(worker, token, "the"))
        token++;
    const bs_mention *whose = token < sentence->token_end ? mention_at(worker, token) : NULL;
    if (whose && whose->token_start == token)
        note_whose(whose, made);
}

/* "NAME, the British defence secretary": true when there is an office behind the comma. */
static bool read_behind(const bs_annotate_worker *worker, const bs_sentence *sentence,
                        const bs_mention *name, bs_made *made)
{
    uint32_t token = name->token_end, end = sentence->token_end;
    if (token + 1 >= end || !is_word(worker, token, ","))
        return false;
    token++;
    if (bs_worker_is(worker, token, BS_CLASS_DETERMINER) && worker->covers[token] == 0)
        token++;
    const bs_mention *whose = token < end ? mention_at(worker, token) : NULL;
    if (whose) {
        token = whose->token_end;
        if (token < end && (is_word(worker, token, "'s") || is_word(worker, token, "\u2019s") ||
                            is_word(worker, token, "'") || is_word(worker, token, "\u2019")))
            token++;
    }
    uint32_t start = token, limit = token + MODIFIERS_MAX;
    while (token < end && token < limit && is_modifier(worker, token) && !is_title(worker, token))
        token++;
    if (token >= end || !is_title(worker, token))
        return false;
    while (token < end && is_title(worker, token))
        token++;
    /* "Ana Duarte, President Oke said": the office of another */
    const bs_mention *next = token < end ? mention_at(worker, token) : NULL;
    if (next && next->type == BS_ENTITY_PERSON)
        return false;
    made->office_start = start;
    made->office_end = token;
    if (whose)
        note_whose(whose, made);
    read_of(worker, sentence, token, made);
    return true;
}

/* "US General NAME", "Saudi Arabia's crown prince NAME". */
static bool read_before(const bs_annotate_worker *worker, const bs_sentence *sentence,
                        const bs_mention *name, bs_made *made)
{
    uint32_t first = sentence->token_start, start = name->token_start;
    bool has_title = false;
    while (start > first && name->token_start - start < OFFICE_WORDS_MAX &&
           is_modifier(worker, start - 1)) {
        bool is_noun = is_title(worker, start - 1);
        bool is_capital = bs_worker_is(worker, start - 1, BS_CLASS_CAPITAL);
        if (!has_title && !is_noun)
            return false; /* what stands right before the name is no office */
        if (has_title && !is_noun && is_capital != bs_worker_is(worker, start, BS_CLASS_CAPITAL))
            break; /* "visiting Defence Secretary" */
        has_title |= is_noun;
        start--;
    }
    if (!has_title)
        return false;
    made->office_start = start;
    made->office_end = name->token_start;
    uint32_t token = start;
    if (token > first &&
        (is_word(worker, token - 1, "'s") || is_word(worker, token - 1, "\u2019s")))
        token--;
    const bs_mention *whose = token > first ? mention_at(worker, token - 1) : NULL;
    if (whose && whose->token_end == token)
        note_whose(whose, made);
    read_of(worker, sentence, name->token_end, made);
    return true;
}

static bs_status read_name(bs_annotate_worker *worker, const bs_sentence *sentence,
                           const bs_mention *name, bs_error *error)
{
    bs_made before = {0}, behind = {0};
    bs_status status = BS_OK;
    if (read_before(worker, sentence, name, &before))
        status = bs_worker_add_said(worker, name->entity, &before, error);
    if (status == BS_OK && read_behind(worker, sentence, name, &behind))
        status = bs_worker_add_said(worker, name->entity, &behind, error);
    return status;
}

bs_status bs_worker_said(bs_annotate_worker *worker, bs_error *error)
{
    const bs_layers *layers = worker->layers;
    size_t sentence = 0;
    bs_status status = BS_OK;
    for (size_t index = 0; status == BS_OK && index < layers->mentions.count; index++) {
        const bs_mention *mention = &layers->mentions.items[index];
        if (mention->type != BS_ENTITY_PERSON || mention->entity == BS_NONE ||
            mention->kind == BS_MENTION_PRONOUN || mention->kind == BS_MENTION_NOMINAL)
            continue;
        while (sentence < layers->sentences.count &&
               layers->sentences.items[sentence].token_end <= mention->token_start)
            sentence++;
        if (sentence < layers->sentences.count)
            status = read_name(worker, &layers->sentences.items[sentence], mention, error);
    }
    return status;
}
