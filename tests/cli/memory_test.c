/*
 * memory_test.c - a crawl of any length is read and built in a fixed amount of memory, with any
 * number of threads: as many small members of gzip, as one, and with records that are very large.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include "base/file.h"
#include "base/str.h"
#include "check.h"

#ifdef __SANITIZE_ADDRESS__
enum { IS_SANITIZED = 1 }; /* memory that is freed stays taken */
#else
enum { IS_SANITIZED = 0 };
#endif

enum { PEAK_KIB_MAX = 300 * 1000, DISTINCT = 256, REPEATED = 14, PAGE_BYTES = 45000 };

typedef struct crawl {
    char folder[64], path[128], corpus[128];
    gzFile file;
    uint64_t random;
} crawl;

static int set_up(void **state)
{
    crawl *made = calloc(1, sizeof *made);
    snprintf(made->folder, sizeof made->folder, "/tmp/broadsheet-memory-XXXXXX");
    CHECK(mkdtemp(made->folder) != NULL);
    snprintf(made->path, sizeof made->path, "%s/long.warc.gz", made->folder);
    snprintf(made->corpus, sizeof made->corpus, "%s/corpus", made->folder);
    made->random = 11;
    *state = made;
    return 0;
}

static int tear_down(void **state)
{
    crawl *made = *state;
    CHECK_OK(bs_file_remove(made->folder, NULL));
    free(made);
    return 0;
}

static unsigned roll(crawl *from, unsigned sides)
{
    from->random = from->random * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(from->random >> 33) % sides;
}

/* A record with a page of some `bytes` bytes, half of them text. */
static void add_record(crawl *from, bs_buffer *warc, unsigned number, size_t bytes)
{
    static const char *const words[] = {"the",    "summit", "talks", "of",       "exports", "to",
                                        "treaty", "and",    "trade", "minister", "in",      "said"};
    bs_buffer page = {0};
    bs_buffer_print(&page,
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><head><title>Story %u"
                    "</title></head><body><article>",
                    number);
    while (page.size < bytes) {
        bs_buffer_add(&page, BS_STR("<p class=\"story-text story-text-of-the-day\" data-a=\""));
        for (unsigned i = 0; i < 30; i++)
            bs_buffer_print(&page, "%x", roll(from, 1u << 30));
        bs_buffer_print(&page, "\">The minister of paragraph %u said", roll(from, 1u << 30));
        for (unsigned i = 0; i < 40; i++)
            bs_buffer_print(&page, " %s w%u", words[roll(from, 12)], roll(from, 3000));
        bs_buffer_add(&page, BS_STR(".</p>\n"));
    }
    bs_buffer_add(&page, BS_STR("</article></body></html>"));
    bs_buffer_print(warc,
                    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/%u\r\n"
                    "WARC-Date: 2024-01-02T03:04:05Z\r\nContent-Type: application/http\r\n"
                    "Content-Length: %zu\r\n\r\n",
                    number, page.size);
    bs_buffer_add(warc, bs_buffer_str(&page));
    bs_buffer_add(warc, BS_STR("\r\n\r\n"));
    bs_buffer_clear(&page);
}

/* Some 160 MB of records; as one member, or each in its own. */
static void write_long(crawl *from, bool is_one_member)
{
    bs_buffer records[DISTINCT] = {0};
    for (unsigned i = 0; i < DISTINCT; i++)
        add_record(from, &records[i], i, PAGE_BYTES);
    int handle = open(from->path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    gzFile file = NULL;
    for (unsigned i = 0; i < DISTINCT * REPEATED; i++) {
        const bs_buffer *record = &records[i % DISTINCT];
        if (!file)
            CHECK((file = gzdopen(dup(handle), "wb0")) != NULL);
        CHECK(gzwrite(file, record->data, (unsigned)record->size) == (int)record->size);
        if (!is_one_member || i + 1 == DISTINCT * REPEATED) {
            CHECK(gzclose(file) == Z_OK);
            file = NULL;
        }
    }
    close(handle);
    for (unsigned i = 0; i < DISTINCT; i++)
        bs_buffer_clear(&records[i]);
}

/* Records of up to 30 MB between small ones. */
static void write_large(crawl *from)
{
    static const size_t sizes[] = {1 << 10, 7 << 20,  100 << 20, 7 << 20,
                                   7 << 20, 15 << 20, 1 << 10};
    gzFile file = gzopen(from->path, "wb0");
    CHECK(file != NULL);
    for (unsigned i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        bs_buffer record = {0};
        add_record(from, &record, i, sizes[i]);
        CHECK(gzwrite(file, record.data, (unsigned)record.size) == (int)record.size);
        bs_buffer_clear(&record);
    }
    CHECK(gzclose(file) == Z_OK);
}

/* The most memory that our executable takes for a shell's words; it must end as `expected`. */
static long peak_kib(const char *words, int expected)
{
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", words, NULL);
        _exit(127);
    }
    int status;
    struct rusage usage;
    CHECK(wait4(child, &status, 0, &usage) == child);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == expected);
    return usage.ru_maxrss;
}

static void check_peak(const crawl *from, int expected, const char *command)
{
    char words[512];
    snprintf(words, sizeof words, "exec \"$BROADSHEET\" %s -q %s >/dev/null 2>&1", command,
             from->path);
    long peak = peak_kib(words, expected);
    print_message("%ld KiB: %s\n", peak, command);
    CHECK(IS_SANITIZED || peak < PEAK_KIB_MAX);
}

static void check_peaks(const crawl *from, int expected)
{
    static const unsigned jobs[] = {1, 32};
    check_peak(from, expected, "read");
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        char command[256];
        snprintf(command, sizeof command, "build --layers none -j %u -o %s", jobs[i], from->corpus);
        check_peak(from, expected, command);
        CHECK_OK(bs_file_remove(from->corpus, NULL));
    }
}

enum { DONE = 0, PARTIAL = 1 };

static void a_long_crawl_of_many_members_takes_little_memory(void **state)
{
    write_long(*state, false);
    check_peaks(*state, DONE);
}

static void a_long_crawl_of_one_member_takes_little_memory(void **state)
{
    write_long(*state, true);
    check_peaks(*state, DONE);
}

static void large_records_take_little_memory(void **state)
{
    write_large(*state);
    check_peaks(*state, PARTIAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_long_crawl_of_many_members_takes_little_memory, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_long_crawl_of_one_member_takes_little_memory, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(large_records_take_little_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
