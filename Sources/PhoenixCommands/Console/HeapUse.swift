import Cmalloc

/// How a command's threads share memory; the C library gives each thread a heap of its own, which grows by the page.
enum HeapUse {
    /// Threads ask the system for addresses by the heap instead of by the page, for which the whole process stands still each
    /// time. Memory is taken when it is written to, as ever; but heaps no longer shrink. For commands that take until they end.
    case grownAtOnce
    /// One heap for all, which grows by megabytes: nothing is set up for threads that work in turns anyway, and they do not stand
    /// still for each other's pages.
    case shared

    /// To be called before there are threads.
    func prepare() {
        switch self {
        case .grownAtOnce: _ = mallopt(M_TOP_PAD, 64 << 20)
        case .shared:
            _ = mallopt(M_ARENA_MAX, 1)
            _ = mallopt(M_TOP_PAD, 8 << 20)
        }
    }
}
