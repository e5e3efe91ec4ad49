/*
 * anaphora.c - words that are no names and stand for somebody named before: "she", "the defence
 * minister", "the ministry", "the communique". Only what is clear is taken: one person who can be
 * meant, one body whose name has the noun. Runs last, so that no other pass takes them for names.
 */
#include "annotate/cue.h"
#include "annotate/speaker.h"
#include "annotate/worker.h"
#include "base/error.h"

enum {
    BACK_SENTENCES = 2,    /* how far a person may lie back for he or she */
    NOMINAL_SENTENCES = 8, /* how far a body may lie back for "the ministry" */
    TITLE_TOKENS_MAX = 6,  /* words of an office before a name */
    LOOK_MAX = 64,         /* persons looked at */
    NOUNS_LOOK_MAX = 256,
    WORD_MAX = 32,     /* letters of a kind of body */
    KIND_NAMES_MAX = 8 /* names of a body that are looked at */
};

enum { GENDER_UNKNOWN, GENDER_FEMALE, GENDER_MALE };

static const bs_token *token_at(const bs_annotate_worker *worker, uint32_t token)
{
    return &worker->layers->tokens.items[token];
}

static uint32_t fold_of(const bs_annotate_worker *worker, uint32_t token)
{
    return bs_vocabulary_type(worker->vocabulary, token_at(worker, token)->type)->fold_id;
}

static bool is_word(const bs_annotate_worker *worker, uint32_t token, const char *word)
{
    return bs_str_is_nocase(bs_worker_text(worker, token), word);
}

static uint8_t gender_of_word(const bs_annotate_worker *worker, uint32_t token)
{
    return bs_worker_is(worker, token, BS_CLASS_FEMALE) ? GENDER_FEMALE
           : bs_worker_is(worker, token, BS_CLASS_MALE) ? GENDER_MALE
                                                        : GENDER_UNKNOWN;
}

/* --- what was named --- */

static void note_gender(bs_annotate_worker *worker, const bs_sentence *sentence,
                        const bs_mention *mention)
{
    uint8_t *gender = &worker->anaphora.genders.items[mention->entity];
    uint32_t before = mention->token_start - 1; /* wraps where there is none */
    if (*gender == GENDER_UNKNOWN && mention->token_start > sentence->token_start &&
        (bs_worker_is(worker, before, BS_CLASS_HONORIFIC) ||
         bs_worker_is(worker, before, BS_CLASS_TITLE)))
        *gender = gender_of_word(worker, before);
    if (*gender == GENDER_UNKNOWN && mention->token_end - mention->token_start > 1)
        *gender = gender_of_word(worker, mention->token_start);
}

static bs_status add_noun(bs_annotate_worker *worker, uint32_t token, const bs_mention *mention,
                          uint32_t sentence, bs_error *error)
{
    bs_noun *noun = bs_array_push(&worker->anaphora.nouns);
    if (!noun)
        return bs_fail_memory(error);
    *noun = (bs_noun){fold_of(worker, token), token, mention->entity, mention->type, sentence};
    return BS_OK;
}

/* "The president of France, Emmanuel Macron": an office with what it is of, and a comma. */
static bs_status note_office_of(bs_annotate_worker *worker, const bs_sentence *sentence,
                                uint32_t sentence_index, const bs_mention *mention, bs_error *error)
{
    uint32_t first = sentence->token_start, comma = mention->token_start - 1;
    if (mention->token_start < first + 4 || !is_word(worker, comma, ","))
        return BS_OK;
    for (uint32_t back = 1; back <= TITLE_TOKENS_MAX && comma >= first + back + 1; back++) {
        uint32_t token = comma - back;
        if (worker->covers[token] == 0 && (bs_worker_is(worker, token, BS_CLASS_PUNCTUATION) ||
                                           bs_worker_is(worker, token, BS_CLASS_CUE)))
            break;
        if (is_word(worker, token, "of") && worker->covers[token - 1] == 0 &&
            bs_worker_is(worker, token - 1, BS_CLASS_TITLE))
            return add_noun(worker, token - 1, mention, sentence_index, error);
    }
    return BS_OK;
}

/* The words of an office that stand right before a name. */
static bs_status note_office(bs_annotate_worker *worker, const bs_sentence *sentence,
                             uint32_t sentence_index, const bs_mention *mention, bs_error *error)
{
    uint32_t first = sentence->token_start;
    bs_status status = note_office_of(worker, sentence, sentence_index, mention, error);
    for (uint32_t back = 1;
         status == BS_OK && back <= TITLE_TOKENS_MAX && mention->token_start >= first + back;
         back++) {
        uint32_t token = mention->token_start - back;
        if (worker->covers[token] != 0 || bs_worker_is(worker, token, BS_CLASS_PUNCTUATION) ||
            bs_worker_is(worker, token, BS_CLASS_CUE))
            break;
        if (bs_worker_is(worker, token, BS_CLASS_TITLE))
            status = add_noun(worker, token, mention, sentence_index, error);
    }
    /* "Ana Duarte, the finance minister, .." */
    uint32_t token = mention->token_end;
    if (token >= sentence->token_end || !is_word(worker, token, ","))
        return status;
    for (token++; status == BS_OK && token < sentence->token_end &&
                  token - mention->token_end <= TITLE_TOKENS_MAX && worker->covers[token] == 0 &&
                  !bs_worker_is(worker, token, BS_CLASS_PUNCTUATION) &&
                  !bs_worker_is(worker, token, BS_CLASS_CUE);
         token++)
        if (bs_worker_is(worker, token, BS_CLASS_TITLE))
            return add_noun(worker, token, mention, sentence_index, error);
    return status;
}

/* The nouns that say what a named thing is: its last word, and what stands before "of". */
static bs_status note_heads(bs_annotate_worker *worker, uint32_t sentence_index,
                            const bs_mention *mention, bs_error *error)
{
    bs_status status = BS_OK;
    uint32_t last = mention->token_end - 1;
    for (uint32_t token = mention->token_start; status == BS_OK && token < last; token++)
        if (is_word(worker, token + 1, "of") || is_word(worker, token + 1, "for") ||
            is_word(worker, token + 1, "on"))
            status = add_noun(worker, token, mention, sentence_index, error);
    return status == BS_OK && last > mention->token_start
               ? add_noun(worker, last, mention, sentence_index, error)
               : status;
}

/* A noun that stands nowhere in the name: "the alliance" for NATO. */
static bs_status add_word(bs_annotate_worker *worker, bs_str word, const bs_mention *mention,
                          uint32_t sentence, bs_error *error)
{
    uint32_t fold = bs_vocabulary_find_fold(worker->vocabulary, word);
    if (fold == UINT32_MAX) /* not in this text, nor in another so far */
        return BS_OK;
    bs_noun *noun = bs_array_push(&worker->anaphora.nouns);
    if (!noun)
        return bs_fail_memory(error);
    *noun = (bs_noun){bs_vocabulary_type(worker->vocabulary, fold)->fold_id, 0, mention->entity,
                      mention->type, sentence};
    return BS_OK;
}

/* The last word of `text`, in small letters as far as it is ASCII. */
static bs_str last_word(bs_str text, char word[WORD_MAX])
{
    size_t start = text.size;
    while (start > 0 && text.data[start - 1] != ' ')
        start--;
    size_t size = text.size - start;
    if (size == 0 || size > WORD_MAX)
        return (bs_str){word, 0};
    for (size_t at = 0; at < size; at++)
        word[at] = (char)bs_ascii_lower((unsigned char)text.data[start + at]);
    return (bs_str){word, size};
}

/* What the lexicons say that a body is, and the heads of its other names; a firm, by its form. */
static bs_status note_kind(bs_annotate_worker *worker, uint32_t sentence_index,
                           const bs_mention *mention, bs_error *error)
{
    const bs_entity *entity = &worker->layers->entities.items[mention->entity];
    char word[WORD_MAX];
    bs_status status = BS_OK;
    bool is_firm = mention->token_end - mention->token_start > 1 &&
                   bs_worker_is(worker, mention->token_end - 1, BS_CLASS_COMPANY_FORM);
    for (size_t at = 0; status == BS_OK && at < entity->attribute_count; at++) {
        if (!bs_str_equal(entity->attributes[at].name, BS_STR("kind")))
            continue;
        bs_str kind = last_word(entity->attributes[at].value, word);
        is_firm |= bs_str_equal(kind, BS_STR("company"));
        status = add_word(worker, kind, mention, sentence_index, error);
    }
    for (size_t at = 0; status == BS_OK && at < entity->name_count && at < KIND_NAMES_MAX; at++)
        if (bs_str_find(entity->names[at], BS_STR(" "), 0) != SIZE_MAX)
            status = add_word(worker, last_word(entity->names[at], word), mention, sentence_index,
                              error);
    if (status == BS_OK && is_firm)
        status = add_word(worker, BS_STR("company"), mention, sentence_index, error);
    return status == BS_OK && is_firm
               ? add_word(worker, BS_STR("firm"), mention, sentence_index, error)
               : status;
}

/* Whether a verb says that the person is the subject: right behind the name, or "said X". */
static bool is_subject(const bs_annotate_worker *worker, const bs_sentence *sentence,
                       const bs_mention *mention)
{
    uint32_t next = mention->token_end;
    if (mention->token_start > sentence->token_start &&
        bs_worker_is(worker, mention->token_start - 1, BS_CLASS_CUE))
        return true;
    if (next >= sentence->token_end)
        return false;
    bs_str word = bs_worker_text(worker, next);
    return bs_worker_is(worker, next, BS_CLASS_CUE) ||
           bs_worker_is(worker, next, BS_CLASS_PAST_VERB) ||
           (bs_worker_is(worker, next, BS_CLASS_LOWER) && bs_str_ends(word, BS_STR("ed")));
}

static bs_status add_person(bs_annotate_worker *worker, const bs_sentence *sentence,
                            uint32_t sentence_index, const bs_mention *mention, bs_error *error)
{
    bs_person_named *person = bs_array_push(&worker->anaphora.people);
    if (!person)
        return bs_fail_memory(error);
    *person =
        (bs_person_named){mention->entity, sentence_index, is_subject(worker, sentence, mention)};
    return BS_OK;
}

static bs_status note_body(bs_annotate_worker *worker, uint32_t sentence_index,
                           const bs_mention *mention, bs_error *error)
{
    bs_status status = note_heads(worker, sentence_index, mention, error);
    return status == BS_OK && mention->type == BS_ENTITY_ORGANIZATION
               ? note_kind(worker, sentence_index, mention, error)
               : status;
}

static bs_status note_mention(bs_annotate_worker *worker, const bs_sentence *sentence,
                              uint32_t sentence_index, const bs_mention *mention, bs_error *error)
{
    if (mention->entity == BS_NONE || mention->kind == BS_MENTION_DEMONYM)
        return BS_OK;
    if (mention->type != BS_ENTITY_PERSON)
        return mention->type == BS_ENTITY_COUNTRY || mention->type == BS_ENTITY_PLACE
                   ? BS_OK
                   : note_body(worker, sentence_index, mention, error);
    note_gender(worker, sentence, mention);
    bs_status status = note_office(worker, sentence, sentence_index, mention, error);
    if (status == BS_OK && !(worker->marks[mention->token_start] & BS_MARK_QUOTED))
        status = add_person(worker, sentence, sentence_index, mention, error);
    return status;
}

/* --- he and she --- */

static uint8_t gender_of_pronoun(const bs_annotate_worker *worker, uint32_t token, bool *is_start)
{
    static const struct {
        const char *word;
        uint8_t gender;
        bool is_subject;
    } PRONOUNS[] = {
        {"he", GENDER_MALE, true},      {"she", GENDER_FEMALE, true},
        {"his", GENDER_MALE, false},    {"her", GENDER_FEMALE, false},
        {"him", GENDER_MALE, false},    {"himself", GENDER_MALE, false},
        {"hers", GENDER_FEMALE, false}, {"herself", GENDER_FEMALE, false},
    };
    size_t size = bs_worker_text(worker, token).size;
    if (size < 2 || size > 7)
        return GENDER_UNKNOWN;
    for (size_t index = 0; index < sizeof PRONOUNS / sizeof *PRONOUNS; index++) {
        if (!is_word(worker, token, PRONOUNS[index].word))
            continue;
        *is_start = PRONOUNS[index].is_subject;
        return PRONOUNS[index].gender;
    }
    return GENDER_UNKNOWN;
}

static bool may_be(const bs_annotate_worker *worker, uint32_t entity, uint8_t gender)
{
    uint8_t its = worker->anaphora.genders.items[entity];
    return its == GENDER_UNKNOWN || its == gender;
}

/* The one person of a sentence who can be meant; with several, the one who is its subject if
 * `by_subject`. BS_NONE when it is not clear; `*has_any` says whether anybody can. */
static uint32_t only_person(const bs_annotate_worker *worker, uint32_t sentence, uint8_t gender,
                            bool by_subject, uint32_t except, bool *has_any)
{
    uint32_t found = BS_NONE, subject = BS_NONE, sure = BS_NONE;
    bool is_several = false, are_subjects = false, are_sure = false;
    size_t index = worker->anaphora.people.count;
    *has_any = false;
    for (int tries = 0; index > 0 && tries < LOOK_MAX; tries++) {
        const bs_person_named *person = &worker->anaphora.people.items[--index];
        if (person->sentence < sentence)
            break;
        if (person->sentence > sentence || person->entity == except ||
            !may_be(worker, person->entity, gender))
            continue;
        *has_any = true;
        is_several |= found != BS_NONE && found != person->entity;
        found = person->entity;
        if (person->is_subject) {
            are_subjects |= subject != BS_NONE && subject != person->entity;
            subject = person->entity;
        }
        if (worker->anaphora.genders.items[person->entity] == gender) {
            are_sure |= sure != BS_NONE && sure != person->entity;
            sure = person->entity;
        }
    }
    if (!is_several)
        return found;
    if (sure != BS_NONE && !are_sure)
        return sure;
    return by_subject && !are_subjects ? subject : BS_NONE;
}

/* Whom the pronoun cannot mean: the name that it is in apposition to ("Ana Duarte, his deputy"),
 * or, for "him", the subject of its own sentence. */
static uint32_t not_meant(const bs_annotate_worker *worker, uint32_t token, uint32_t sentence)
{
    if (token > 1 && is_word(worker, token - 1, ",") && worker->covers[token - 2] != 0)
        return worker->layers->mentions.items[worker->covers[token - 2] - 1].entity;
    size_t count = worker->anaphora.people.count;
    if (count == 0 || !is_word(worker, token, "him"))
        return BS_NONE;
    const bs_person_named *latest = &worker->anaphora.people.items[count - 1];
    return latest->sentence == sentence ? latest->entity : BS_NONE;
}

static uint32_t person_meant(const bs_annotate_worker *worker, uint32_t token, uint32_t sentence,
                             uint8_t gender, bool is_start)
{
    bool is_saying = false;
    if (is_start && token + 1 < worker->layers->tokens.count)
        is_saying = bs_worker_is(worker, token + 1, BS_CLASS_CUE);
    if (is_start && token > 0)
        is_saying |= bs_worker_is(worker, token - 1, BS_CLASS_CUE) &&
                     worker->layers->sentences.items[sentence].token_start < token - 1;
    uint32_t except = not_meant(worker, token, sentence);
    bool has_any;
    for (uint32_t back = 0; back <= BACK_SENTENCES && back <= sentence; back++) {
        bool by_subject = is_start && back > 0;
        uint32_t entity =
            only_person(worker, sentence - back, gender, by_subject, except, &has_any);
        if (entity != BS_NONE)
            return entity;
        if (has_any)
            break;
    }
    uint32_t speaker = is_saying ? bs_speaker_of_pronoun(worker, token) : BS_NONE;
    return speaker != BS_NONE && may_be(worker, speaker, gender) ? speaker : BS_NONE;
}

static bs_status add_reference(bs_annotate_worker *worker, uint32_t start, uint32_t end,
                               uint32_t entity, bs_mention_kind kind, const char *rule,
                               bs_error *error)
{
    return bs_worker_add_mention(worker, start, end, entity, kind, bs_str_from(rule), error);
}

static bs_status read_pronoun(bs_annotate_worker *worker, uint32_t token, uint32_t sentence_index,
                              bs_error *error)
{
    bool is_start = false;
    uint8_t gender = gender_of_pronoun(worker, token, &is_start);
    if (gender == GENDER_UNKNOWN)
        return BS_OK;
    uint32_t entity = person_meant(worker, token, sentence_index, gender, is_start);
    if (entity == BS_NONE)
        return BS_OK;
    worker->anaphora.genders.items[entity] = gender;
    bs_status status = add_reference(worker, token, token + 1, entity, BS_MENTION_PRONOUN,
                                     "coreference.pronoun", error);
    bs_person_named *person = status == BS_OK ? bs_array_push(&worker->anaphora.people) : NULL;
    if (status == BS_OK && !person)
        return bs_fail_memory(error);
    if (person)
        *person = (bs_person_named){entity, sentence_index, is_start};
    return status;
}

/* --- "the minister", "the ministry" --- */

/* Whether a noun phrase can end before `token`. */
static bool ends_before(const bs_annotate_worker *worker, const bs_sentence *sentence,
                        uint32_t token)
{
    if (token >= sentence->token_end)
        return true;
    if (worker->covers[token] != 0 || is_word(worker, token, "of") ||
        is_word(worker, token, "for") || bs_worker_is(worker, token, BS_CLASS_CAPITAL))
        return false;
    return bs_worker_is(worker, token, BS_CLASS_PUNCTUATION) ||
           bs_worker_is(worker, token, BS_CLASS_FUNCTION) ||
           bs_worker_is(worker, token, BS_CLASS_CUE) ||
           bs_worker_is(worker, token, BS_CLASS_PAST_VERB) ||
           bs_str_ends(bs_worker_text(worker, token), BS_STR("ed"));
}

/* Whether the small words between "the" and the noun stand before the noun there too: "defence" of
 * "the defence minister". */
static bool has_modifiers(const bs_annotate_worker *worker, uint32_t start, uint32_t noun,
                          const bs_noun *of)
{
    uint32_t count = noun - start;
    if (count > of->token)
        return false;
    for (uint32_t at = 0; at < count; at++)
        if (fold_of(worker, start + at) != fold_of(worker, of->token - count + at))
            return false;
    return true;
}

/* The one entity that the noun names, BS_NONE when there are none or several. */
static uint32_t entity_called(const bs_annotate_worker *worker, uint32_t start, uint32_t noun,
                              uint32_t sentence)
{
    uint32_t fold = fold_of(worker, noun), found = BS_NONE;
    size_t index = worker->anaphora.nouns.count;
    for (int tries = 0; index > 0 && tries < NOUNS_LOOK_MAX; tries++) {
        const bs_noun *of = &worker->anaphora.nouns.items[--index];
        if (of->sentence + NOMINAL_SENTENCES < sentence)
            break;
        if (of->fold != fold || !has_modifiers(worker, start, noun, of))
            continue;
        if (found != BS_NONE && found != of->entity)
            return BS_NONE;
        found = of->entity;
    }
    return found;
}

static bs_status read_nominal(bs_annotate_worker *worker, const bs_sentence *sentence,
                              uint32_t sentence_index, uint32_t the, bs_error *error)
{
    for (uint32_t noun = the + 1; noun < sentence->token_end && noun <= the + 3; noun++) {
        if (worker->covers[noun] != 0 || !bs_worker_is(worker, noun, BS_CLASS_LOWER) ||
            bs_worker_is(worker, noun, BS_CLASS_FUNCTION))
            return BS_OK;
        if (!ends_before(worker, sentence, noun + 1))
            continue;
        uint32_t next = noun + 2; /* "the police chief, Ana Duarte" introduces her */
        if (next < sentence->token_end && is_word(worker, noun + 1, ",") &&
            worker->covers[next] != 0 &&
            worker->layers->mentions.items[worker->covers[next] - 1].type == BS_ENTITY_PERSON)
            return BS_OK;
        uint32_t entity = entity_called(worker, the + 1, noun, sentence_index);
        if (entity == BS_NONE)
            return BS_OK;
        bs_status status = add_reference(worker, the, noun + 1, entity, BS_MENTION_NOMINAL,
                                         "coreference.nominal", error);
        const bs_mention *mention =
            &worker->layers->mentions.items[worker->layers->mentions.count - 1];
        if (status == BS_OK && mention->type == BS_ENTITY_PERSON)
            status = add_person(worker, sentence, sentence_index, mention, error);
        return status;
    }
    return BS_OK;
}

/* --- the walk --- */

static bs_status read_sentence(bs_annotate_worker *worker, uint32_t index, bs_error *error)
{
    const bs_sentence *sentence = &worker->layers->sentences.items[index];
    bool with_pronouns = !bs_rule_is_off(worker->annotator->host, BS_STR("coreference.pronoun"));
    bool with_nominals = !bs_rule_is_off(worker->annotator->host, BS_STR("coreference.nominal"));
    bs_status status = BS_OK;
    for (uint32_t token = sentence->token_start; status == BS_OK && token < sentence->token_end;
         token++) {
        if (worker->covers[token] != 0) {
            bs_mention mention = worker->layers->mentions.items[worker->covers[token] - 1];
            status = note_mention(worker, sentence, index, &mention, error);
            token = mention.token_end - 1;
            continue;
        }
        if (worker->marks[token] & BS_MARK_QUOTED)
            continue;
        if (with_nominals && is_word(worker, token, "the"))
            status = read_nominal(worker, sentence, index, token, error);
        else if (with_pronouns)
            status = read_pronoun(worker, token, index, error);
    }
    return status;
}

void bs_anaphora_clear(bs_anaphora *anaphora)
{
    bs_array_free(&anaphora->people);
    bs_array_free(&anaphora->nouns);
    bs_array_free(&anaphora->genders);
}

bs_status bs_worker_refer(bs_annotate_worker *worker, bs_error *error)
{
    bs_layers *layers = worker->layers;
    bs_anaphora *anaphora = &worker->anaphora;
    size_t entities = layers->entities.count, before = layers->mentions.count;
    if (entities == 0)
        return BS_OK;
    anaphora->people.count = anaphora->nouns.count = anaphora->genders.count = 0;
    if (!bs_array_reserve(&anaphora->genders, entities))
        return bs_fail_memory(error);
    memset(anaphora->genders.items, GENDER_UNKNOWN, entities);
    bs_status status = BS_OK;
    for (uint32_t index = 0; status == BS_OK && index < layers->sentences.count; index++) {
        const bs_segment *segment = bs_worker_segment(worker, layers->sentences.items[index].start);
        if (!segment || segment->type != BS_SEGMENT_HEADLINE)
            status = read_sentence(worker, index, error);
    }
    if (status == BS_OK && layers->mentions.count > before)
        bs_worker_sort_mentions(worker, 0);
    return status;
}
