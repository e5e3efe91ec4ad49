/* tagger_test.c - the tagger learns from marked texts, and finds names that no list has. */
#include <stdlib.h>
#include <unistd.h>

#include "annotate/clusters.h"
#include "annotate/examples.h"
#include "annotate/tag_learn.h"
#include "annotate/worker.h"
#include "annotated.h"
#include "base/file.h"

static char folder[] = "/tmp/broadsheet-tagger-XXXXXX";

static bs_str path_of(bs_arena *arena, const char *name)
{
    bs_str path = bs_path_join(arena, bs_str_from(folder), bs_str_from(name));
    assert_non_null(path.data);
    return path;
}

static void write_file(const char *name, bs_str contents)
{
    bs_arena arena = {0};
    bs_error error;
    assert_int_equal(bs_file_write(path_of(&arena, name).data, contents, &error), BS_OK);
    bs_arena_clear(&arena);
}

static void read_all(const char *name, bs_arena *arena, bs_examples *examples, bs_status wanted,
                     bs_error *error)
{
    assert_int_equal(bs_examples_read(path_of(arena, name).data, arena, examples, error), wanted);
}

/* Sentences of one pattern with ever other names. */
static void write_lessons(void)
{
    static const char *const GIVEN[] = {"Abel", "Berta", "Cirilo", "Dunya", "Egon", "Fatou"};
    static const char *const FAMILY[] = {"Quist", "Rahal", "Soto", "Tveit", "Ural", "Vance"};
    static const char *const TOWNS[] = {"Zarnow", "Yelsk", "Xativa", "Wiltz", "Vardo"};
    bs_buffer text = {0};
    for (unsigned index = 0; index < 150; index++) {
        const char *given = GIVEN[index % 6], *family = FAMILY[index / 6 % 6];
        const char *town = TOWNS[index % 5];
        bs_buffer_print(&text,
                        "# article lesson-%u\n\n[%s %s|PER#a] flew to [%s|LOC#b] on the train. "
                        "The mayor met [%s|PER#a] in [%s|LOC#b], said the [%s Council|ORG#c].\n\n",
                        index, given, family, town, family, town, town);
    }
    write_file("lessons.txt", bs_buffer_str(&text));
    bs_buffer_clear(&text);
    write_file("words.txt", BS_STR("the 1 1 1\n=the 90 8 0\n=train 9 0 0\n"));
    static const char *const LISTS[] = {"given",  "family", "census", "cities", "towns",
                                        "bodies", "brands", "lands",  "figures"};
    for (size_t list = 0; list < sizeof LISTS / sizeof *LISTS; list++) {
        char name[32];
        snprintf(name, sizeof name, "%s.txt", LISTS[list]);
        write_file(name, BS_STR("# a list\nAbel\nNew Zarnow\n"));
    }
}

/* From the lessons, named some times. */
static void learn_from(bs_arena *arena, size_t times, bs_buffer *model)
{
    bs_annotator_options options = {.data = BS_STR(FIXTURES), .depth = BS_ANNOTATE_LISTS};
    bs_annotator *annotator = NULL;
    bs_error error;
    assert_int_equal(bs_annotator_new(&options, &annotator, &error), BS_OK);
    bs_str file = path_of(arena, "lessons.txt"), named[] = {file, file};
    bs_strs files = {named, times, times};
    bs_lessons lessons = {.annotator = annotator,
                          .files = &files,
                          .words = path_of(arena, "words.txt"),
                          .lists = bs_str_from(folder)};
    if (bs_tagger_learn(&lessons, model, &error) != BS_OK)
        fail_msg("%s", error.message);
    bs_annotator_free(annotator);
}

static int begin(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    write_lessons();
    return 0;
}

static int end(void **state)
{
    (void)state;
    bs_error error;
    return bs_file_remove(folder, &error) == BS_OK ? 0 : -1;
}

static void the_same_lessons_give_the_same_bytes(void **state)
{
    (void)state;
    bs_arena arena = {0};
    bs_buffer first = {0}, second = {0};
    learn_from(&arena, 1, &first);
    learn_from(&arena, 1, &second);
    assert_true(first.size > 1000);
    assert_int_equal(first.size, second.size);
    assert_memory_equal(first.data, second.data, first.size);
    write_file("names.model", bs_buffer_str(&first));
    bs_buffer_clear(&first);
    bs_buffer_clear(&second);
    bs_arena_clear(&arena);
}

static void names_that_were_never_seen_are_found(void **state)
{
    (void)state;
    bs_arena arena = {0};
    bs_error error;
    bs_tagger tagger;
    if (bs_tagger_open(path_of(&arena, "names.model").data, &tagger, &error) != BS_OK)
        fail_msg("%s", error.message);
    bs_str text =
        BS_STR("Olga Brandt flew to Lermoos on the train. The mayor met Brandt in Lermoos, "
               "said the Lermoos Council.");
    annotated all;
    open_annotated(&all, NULL, BS_ANNOTATE_LISTS);
    all.worker->tagging.tagger = &tagger;
    bs_annotate_input input = {.text = text};
    assert_int_equal(bs_worker_look(all.worker, &input, &all.layers, &error), BS_OK);
    assert_int_equal(bs_worker_tag(all.worker, &error), BS_OK);
    static const char *const WANTED[] = {"Olga Brandt", "Lermoos", "Brandt", "Lermoos",
                                         "Lermoos Council"};
    static const unsigned TAGS[] = {BS_TAG_PERSON, BS_TAG_PLACE, BS_TAG_PERSON, BS_TAG_PLACE,
                                    BS_TAG_ORGANIZATION};
    assert_int_equal(all.worker->tagging.spans.count, 5);
    for (size_t index = 0; index < 5; index++) {
        const bs_tag_span *span = &all.worker->tagging.spans.items[index];
        const bs_token *tokens = all.layers.tokens.items;
        CHECK_STR(
            bs_str_slice(text, tokens[span->token_start].start, tokens[span->token_end - 1].end),
            WANTED[index]);
        assert_int_equal(span->tag, TAGS[index]);
    }
    close_annotated(&all);
    bs_tagger_close(&tagger);
    bs_arena_clear(&arena);
}

static void listed_names_of_several_words_are_seen_in_any_case(void **state)
{
    (void)state;
    bs_arena arena = {0};
    bs_error error;
    bs_tagger tagger;
    assert_int_equal(bs_tagger_open(path_of(&arena, "names.model").data, &tagger, &error), BS_OK);
    annotated all;
    open_annotated(&all, NULL, BS_ANNOTATE_LISTS);
    bs_tagging *tagging = &all.worker->tagging;
    tagging->tagger = &tagger;
    bs_annotate_input input = {.text =
                                   BS_STR("we went to new zarnow by train. New roads lead on.")};
    assert_int_equal(bs_worker_look(all.worker, &input, &all.layers, &error), BS_OK);
    for (size_t token = 0; token < all.layers.tokens.count; token++)
        assert_int_equal(tagging->phrases.items[token] != 0, token == 3 || token == 4);
    assert_int_equal(bs_tag_mode_of(tagging, &all.layers.sentences.items[0]), BS_TAG_SMALL);
    assert_int_equal(bs_tag_mode_of(tagging, &all.layers.sentences.items[1]), BS_TAG_PLAIN);
    close_annotated(&all);
    bs_tagger_close(&tagger);
    bs_arena_clear(&arena);
}

static void a_file_named_twice_counts_twice(void **state)
{
    (void)state;
    bs_arena arena = {0};
    bs_buffer once = {0}, twice = {0};
    learn_from(&arena, 1, &once);
    learn_from(&arena, 2, &twice);
    assert_int_equal(once.size, twice.size);
    assert_memory_not_equal(once.data, twice.data, once.size);
    bs_buffer_clear(&once);
    bs_buffer_clear(&twice);
    bs_arena_clear(&arena);
}

static void a_damaged_model_is_refused_by_name(void **state)
{
    (void)state;
    bs_arena arena = {0};
    bs_error error;
    bs_tagger tagger;
    bs_str bytes;
    bs_str path = path_of(&arena, "names.model"), cut = path_of(&arena, "cut.model");
    assert_int_equal(bs_file_read(path.data, 1 << 26, &arena, &bytes, &error), BS_OK);
    const size_t sizes[] = {0, 7, sizeof(bs_tag_header), bytes.size - 1};
    for (size_t index = 0; index < 4; index++) {
        write_file("cut.model", bs_str_slice(bytes, 0, sizes[index]));
        assert_int_equal(bs_tagger_open(cut.data, &tagger, &error), BS_BAD_DATA);
        assert_non_null(strstr(error.message, "cut.model"));
    }
    char *changed = bs_arena_alloc(&arena, bytes.size);
    memcpy(changed, bytes.data, bytes.size);
    memset(changed + 16, 0xFF, 8); /* sizes beyond all measure */
    write_file("cut.model", (bs_str){changed, bytes.size});
    assert_int_equal(bs_tagger_open(cut.data, &tagger, &error), BS_BAD_DATA);
    bs_arena_clear(&arena);
}

static void columns_become_text_with_spans(void **state)
{
    (void)state;
    write_file("marks.tsv",
               BS_STR("# doc a\n# text = Ana Duarte 's plan.\nAna\tB-PER\nDuarte\tI-PER\n"
                      "'s\tO\nplan\tO\n.\tO\n\nIn\tO\nPorto\tB-LOC\n,\tO\nPorto\tB-LOC\n"
                      "(\tO\nUN\tB-ORG\n)\tO\n\n# doc b\nX\tB-MISC\n"));
    bs_arena arena = {0};
    bs_examples examples = {0};
    bs_error error;
    read_all("marks.tsv", &arena, &examples, BS_OK, &error);
    assert_int_equal(examples.count, 2);
    const bs_example *first = &examples.items[0];
    CHECK_STR(first->text, "Ana Duarte's plan.\n\nIn Porto, Porto (UN)");
    assert_int_equal(first->name_count, 4);
    CHECK_STR(bs_str_slice(first->text, first->names[0].start, first->names[0].end), "Ana Duarte");
    CHECK_STR(bs_str_slice(first->text, first->names[2].start, first->names[2].end), "Porto");
    assert_int_equal(first->names[3].tag, BS_TAG_ORGANIZATION);
    assert_int_equal(examples.items[1].name_count, 0);
    write_file("broken.tsv", BS_STR("Ana\tB-PER\nno label\n"));
    read_all("broken.tsv", &arena, &examples, BS_BAD_DATA, &error);
    assert_non_null(strstr(error.message, "line 2"));
    bs_array_free(&examples);
    bs_arena_clear(&arena);
}

static void marks_become_text_with_spans(void **state)
{
    (void)state;
    write_file("marks.txt",
               BS_STR("# article one\n# date 2024-01-02\n\n[Ana Duarte|PER#d], [minister|ROLE] of "
                      "[Chad|LOC#c], said [sic] at the [[Rome|LOC] summit|EVENT].\n"));
    bs_arena arena = {0};
    bs_examples examples = {0};
    bs_error error;
    read_all("marks.txt", &arena, &examples, BS_OK, &error);
    assert_int_equal(examples.count, 1);
    CHECK_STR(examples.items[0].id, "one");
    CHECK_STR(examples.items[0].text,
              "Ana Duarte, minister of Chad, said [sic] at the Rome summit.");
    assert_int_equal(examples.items[0].name_count, 3);
    bs_array_free(&examples);
    bs_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_lessons_give_the_same_bytes),
        cmocka_unit_test(names_that_were_never_seen_are_found),
        cmocka_unit_test(listed_names_of_several_words_are_seen_in_any_case),
        cmocka_unit_test(a_file_named_twice_counts_twice),
        cmocka_unit_test(a_damaged_model_is_refused_by_name),
        cmocka_unit_test(columns_become_text_with_spans),
        cmocka_unit_test(marks_become_text_with_spans),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
