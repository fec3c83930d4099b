/// Sizes of disks as Proxmox writes them: `8G`, `512M`, `1T`, or bytes without a unit (PVE::JSONSchema, `disk-size`).
enum DiskSize {
    /// In GiB, rounded up: a disk of 8.5 GiB is more than one of 8. Nil for what is no size.
    static func gibibytes(_ text: String) -> Int? {
        guard let unit = text.last else { return nil }
        let shift: Int
        switch unit {
        case "K": shift = 10
        case "M": shift = 20
        case "G": shift = 30
        case "T": shift = 40
        case "0"..."9": return Double(text).map { Int(($0 / gibibyte).rounded(.up)) }
        default: return nil
        }
        guard let number = Double(text.dropLast()), number >= 0, number < 1e9 else { return nil }
        return Int((number * Double(1 << shift) / gibibyte).rounded(.up))
    }

    private static let gibibyte = Double(1 << 30)
}
