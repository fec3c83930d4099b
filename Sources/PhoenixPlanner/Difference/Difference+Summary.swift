import PhoenixModel

extension Difference {
    /// For plans and messages: `memory_mb 4096 MiB → 8192 MiB`, `devices/0 /dev/nvidia0 → nothing`.
    package var summary: String {
        "\(key) \(seen?.valueText ?? "nothing") → \(wished?.valueText ?? "nothing")"
    }
}
