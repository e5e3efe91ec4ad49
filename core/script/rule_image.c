/* rule_image.c - see rule_image.h. */
#include "script/rule_image.h"

#include <elf.h>
#include <link.h>

#include "base/array.h"
#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/str.h"

enum { IMAGE_BYTES_MAX = 64 << 20, ALIGNMENT = 16 };

typedef struct header {
    char magic[8];
    uint64_t executable; /* hash of its build id */
    uint64_t digest;     /* of the rule files */
    uint64_t checksum;   /* of what follows the header */
    uint64_t size, pointer_count;
} header;

static const char MAGIC[8] = "bsrules1";

/* ---- the executable ---- */

static uint64_t hash_of_notes(const char *notes, size_t size)
{
    while (size >= sizeof(ElfW(Nhdr))) {
        ElfW(Nhdr) note;
        memcpy(&note, notes, sizeof note);
        size_t name = (note.n_namesz + 3u) & ~3u, content = (note.n_descsz + 3u) & ~3u;
        if (sizeof note + name + content > size)
            return 0;
        if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 &&
            memcmp(notes + sizeof note, "GNU", 4) == 0)
            return bs_hash((bs_str){notes + sizeof note + name, note.n_descsz});
        notes += sizeof note + name + content;
        size -= sizeof note + name + content;
    }
    return 0;
}

/* Where the code of this file comes from. */
typedef struct origin {
    uintptr_t here;
    uint64_t hash;
} origin;

static int look_at_object(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size;
    origin *of = context;
    bool is_here = false;
    uint64_t hash = 0;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        uintptr_t start = info->dlpi_addr + part->p_vaddr;
        is_here |= part->p_type == PT_LOAD && of->here >= start && of->here - start < part->p_memsz;
        if (part->p_type == PT_NOTE && hash == 0)
            hash = hash_of_notes((const char *)start, part->p_memsz);
    }
    if (is_here)
        of->hash = hash;
    return is_here;
}

/* Hash of the build id of the executable or library that holds this code; 0 when it has none. */
static uint64_t executable_hash(void)
{
    origin of = {(uintptr_t)MAGIC, 0};
    dl_iterate_phdr(look_at_object, &of);
    return of.hash;
}

/* ---- writing ---- */

typedef struct writing {
    bs_buffer bytes;
    bs_buffer pointers; /* places of them, as uint64_t */
} writing;

/* Copies an array behind the others and points the field at `at` to it. */
static size_t put(writing *to, size_t at, const void *items, size_t count, size_t width)
{
    static const char ZEROS[ALIGNMENT] = {0};
    size_t padding = (ALIGNMENT - to->bytes.size % ALIGNMENT) % ALIGNMENT;
    bs_buffer_add(&to->bytes, (bs_str){ZEROS, padding});
    size_t place = to->bytes.size;
    bs_buffer_add(&to->bytes, (bs_str){count > 0 ? items : ZEROS, count * width});
    if (to->bytes.failed)
        return place;
    uint64_t target = place + 1, field = at;
    memcpy(to->bytes.data + at, &target, sizeof target);
    bs_buffer_add(&to->pointers, (bs_str){(const char *)&field, sizeof field});
    return place;
}

static void put_text(writing *to, size_t at, bs_str text)
{
    size_t place = at + offsetof(bs_str, data);
    if (text.data)
        put(to, place, text.data, text.size + 1, 1); /* all of them end in a NUL */
}

static void put_texts(writing *to, size_t at, const bs_str *texts, size_t count)
{
    size_t place = put(to, at, texts, count, sizeof *texts);
    for (size_t i = 0; i < count; i++)
        put_text(to, place + i * sizeof *texts, texts[i]);
}

static void put_rules(writing *to, size_t at, const bs_rule *rules, size_t count)
{
    size_t all = put(to, at, rules, count, sizeof *rules);
    for (size_t i = 0; i < count; i++) {
        const bs_rule *rule = &rules[i];
        size_t place = all + i * sizeof *rule;
        put_text(to, place + offsetof(bs_rule, name), rule->name);
        put_text(to, place + offsetof(bs_rule, file), rule->file);
        put_text(to, place + offsetof(bs_rule, subject), rule->subject);
        put_texts(to, place + offsetof(bs_rule, captures), rule->captures, rule->capture_count);
        put_texts(to, place + offsetof(bs_rule, facts), rule->facts, rule->fact_count * 2);
        put(to, place + offsetof(bs_rule, program), rule->program, rule->program_count,
            sizeof *rule->program);
    }
}

static void put_classes(writing *to, size_t at, const bs_rule_class *classes, size_t count)
{
    size_t all = put(to, at, classes, count, sizeof *classes);
    for (size_t i = 0; i < count; i++) {
        size_t place = all + i * sizeof *classes;
        put_text(to, place + offsetof(bs_rule_class, name), classes[i].name);
        put_texts(to, place + offsetof(bs_rule_class, words), classes[i].words,
                  classes[i].word_count);
    }
}

static void put_tests(writing *to, size_t at, const bs_rule_test *tests, size_t count)
{
    size_t all = put(to, at, tests, count, sizeof *tests);
    for (size_t i = 0; i < count; i++)
        put(to, all + i * sizeof *tests + offsetof(bs_rule_test, terms), tests[i].terms,
            tests[i].term_count, sizeof *tests[i].terms);
}

static void put_examples(writing *to, size_t at, const bs_rule_example *examples, size_t count)
{
    size_t all = put(to, at, examples, count, sizeof *examples);
    for (size_t i = 0; i < count; i++)
        put_text(to, all + i * sizeof *examples + offsetof(bs_rule_example, text),
                 examples[i].text);
}

static void put_image(writing *to, const bs_rule_image *image)
{
    const bs_rule_host *host = &image->host;
    bs_buffer_add(&to->bytes, (bs_str){(const char *)image, sizeof *image});
    put_rules(to, offsetof(bs_rule_image, host.rules), host->rules, host->rule_count);
    put_classes(to, offsetof(bs_rule_image, host.classes), host->classes, host->class_count);
    put_tests(to, offsetof(bs_rule_image, host.tests), host->tests, host->test_count);
    put_texts(to, offsetof(bs_rule_image, host.off), host->off, host->off_count);
    put_examples(to, offsetof(bs_rule_image, examples), image->examples, image->example_count);
}

bs_status bs_rule_image_write(const bs_rule_image *image, const char *path, bs_error *error)
{
    header head = {.executable = executable_hash(), .digest = image->host.digest};
    memcpy(head.magic, MAGIC, sizeof head.magic);
    if (head.executable == 0)
        return bs_fail(error, BS_UNSUPPORTED, "the executable has no build id");
    writing to = {0};
    put_image(&to, image);
    head.size = to.bytes.size;
    head.pointer_count = to.pointers.size / sizeof(uint64_t);
    bs_buffer_add(&to.bytes, bs_buffer_str(&to.pointers));
    head.checksum = bs_hash(bs_buffer_str(&to.bytes));
    bs_buffer file = {0};
    bs_buffer_add(&file, (bs_str){(const char *)&head, sizeof head});
    bs_buffer_add(&file, bs_buffer_str(&to.bytes));
    bs_status status = to.bytes.failed || to.pointers.failed || file.failed
                           ? bs_fail_memory(error)
                           : bs_file_write(path, bs_buffer_str(&file), error);
    bs_buffer_clear(&to.bytes);
    bs_buffer_clear(&to.pointers);
    bs_buffer_clear(&file);
    return status;
}

/* ---- reading ---- */

/* Makes addresses of places; false where one lies outside. */
static bool resolve(char *bytes, size_t size, const char *pointers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t field, target;
        memcpy(&field, pointers + i * sizeof field, sizeof field);
        if (field > size - sizeof target)
            return false;
        memcpy(&target, bytes + field, sizeof target);
        if (target == 0 || target > size + 1)
            return false;
        const char *address = bytes + (target - 1);
        memcpy(bytes + field, &address, sizeof address);
    }
    return true;
}

bool bs_rule_image_read(const char *path, uint64_t digest, bs_arena *arena, bs_rule_image *image)
{
    bs_str file;
    header head;
    if (bs_file_map(path, &file, NULL) != BS_OK)
        return false;
    bool is_good = file.size > sizeof head && file.size <= IMAGE_BYTES_MAX;
    if (is_good) {
        memcpy(&head, file.data, sizeof head);
        size_t rest = file.size - sizeof head;
        is_good = memcmp(head.magic, MAGIC, sizeof head.magic) == 0 && head.digest == digest &&
                  head.executable == executable_hash() && head.size >= sizeof *image &&
                  head.size <= rest &&
                  head.pointer_count == (rest - head.size) / sizeof(uint64_t) &&
                  head.checksum == bs_hash((bs_str){file.data + sizeof head, rest});
    }
    char *bytes = is_good ? bs_arena_alloc(arena, head.size) : NULL;
    if (bytes) {
        memcpy(bytes, file.data + sizeof head, head.size);
        is_good =
            resolve(bytes, head.size, file.data + sizeof head + head.size, head.pointer_count);
        memcpy(image, bytes, sizeof *image);
    }
    bs_file_unmap(file);
    return is_good && bytes;
}
