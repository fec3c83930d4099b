import PhoenixModel

/// What it takes to bring one setting of a guest from what is seen to what is wished.
///
/// Source: Proxmox 8.x and 9.x, which options of a running guest apply at once and which stay pending
/// (pve-container and qemu-server, read in August 2026).
func effect(from seen: Setting?, to wished: Setting?, kind: GuestKind, isRunning: Bool) -> Difference.Effect {
    switch (seen, wished) {
    case (.rootDisk(let old)?, .rootDisk(let new)?), (.volume(_, let old)?, .volume(_, let new)?):
        if let effect = diskEffect(from: old, to: new) { return effect }
    case (.volume?, _), (.bindMount?, _):
        if wished == nil { return .never("Phoenix never detaches a mount by itself, because data lies on it") }
        if case .volume? = seen { return .replacement("a volume cannot become another kind of mount") }
    default: break
    }
    guard isRunning else { return .inPlace }
    guard let key = wished?.key ?? seen?.key else { return .inPlace }
    return appliesAtOnce(key, isNew: seen == nil, kind: kind) ? .inPlace : .restart
}

private func diskEffect(from old: Volume, to new: Volume) -> Difference.Effect? {
    if old.storage != new.storage {
        return .replacement("it lies on storage \(old.storage), not on \(new.storage)")
    }
    if new.sizeGibibytes < old.sizeGibibytes {
        return .replacement("a disk of \(old.sizeGibibytes) GiB cannot shrink to \(new.sizeGibibytes) GiB")
    }
    return new.sizeGibibytes > old.sizeGibibytes && old.mountPath == new.mountPath
        ? .grow(sizeGibibytes: new.sizeGibibytes) : nil
}

/// Whether a running guest takes the setting without a restart.
private func appliesAtOnce(_ key: SettingKey, isNew: Bool, kind: GuestKind) -> Bool {
    switch key {
    case .name, .startAtBoot, .startup, .network, .firewall: true
    case .cores, .memory, .swap: kind == .container
    case .mount, .device: kind == .container && isNew
    case .rootDisk: true
    case .nameservers, .searchDomain, .abilities, .identifierMaps, .rawOption, .agent, .cloudInit: false
    }
}
