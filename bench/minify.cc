#include "bench/minify.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include <simdjson.h>

namespace
{
// Seconds of the best of a few runs.
double clock_minify(const unsigned char *in, size_t n, unsigned char *out)
{
    using clock = std::chrono::steady_clock;
    double best = 1e9;

    for (int i = 0; i < 9; i++) {
        auto begin = clock::now();
        minify(in, n, out);
        std::chrono::duration<double> time = clock::now() - begin;
        if (time.count() < best)
            best = time.count();
    }
    return best;
}
} // namespace

extern "C" size_t minify(const unsigned char *in, size_t n, unsigned char *out)
{
    size_t written;
    simdjson::error_code error =
        simdjson::get_active_implementation()->minify(in, n, out, written);

    if (error != simdjson::SUCCESS) {
        std::fprintf(stderr, "minify: %s\n", simdjson::error_message(error));
        std::exit(1);
    }
    return written;
}

extern "C" const char *minify_choose(const unsigned char *in, size_t n,
                                     unsigned char *out)
{
    const simdjson::implementation *fastest = nullptr;
    double best = 1e9;

    for (auto kernel : simdjson::get_available_implementations()) {
        if (!kernel->supported_by_runtime_system())
            continue;
        simdjson::get_active_implementation() = kernel;
        double time = clock_minify(in, n, out);
        if (time < best) {
            best = time;
            fastest = kernel;
        }
    }
    simdjson::get_active_implementation() = fastest;
    return fastest->name().c_str();
}
