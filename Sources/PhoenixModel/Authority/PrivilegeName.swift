extension Named {
    package enum Privilege {}
    package enum ObjectPath {}
}

/// A privilege in Proxmox's spelling, such as `VM.Config.Disk`; which of them exist depends on the version.
package typealias PrivilegeName = Name<Named.Privilege>

extension Name<Named.Privilege> {
    package static let datastoreAllocateSpace: Self = "Datastore.AllocateSpace"
    package static let datastoreAllocateTemplate: Self = "Datastore.AllocateTemplate"
    package static let datastoreAudit: Self = "Datastore.Audit"
    package static let mappingUse: Self = "Mapping.Use"
    package static let sdnUse: Self = "SDN.Use"
    package static let sysAccessNetwork: Self = "Sys.AccessNetwork"
    package static let sysAudit: Self = "Sys.Audit"
    package static let sysModify: Self = "Sys.Modify"
    package static let allocate: Self = "VM.Allocate"
    package static let audit: Self = "VM.Audit"
    package static let clone: Self = "VM.Clone"
    package static let configCloudInit: Self = "VM.Config.Cloudinit"
    package static let configDisk: Self = "VM.Config.Disk"
    package static let configHardware: Self = "VM.Config.HWType"
    package static let configMemory: Self = "VM.Config.Memory"
    package static let configNetwork: Self = "VM.Config.Network"
    package static let configOptions: Self = "VM.Config.Options"
    package static let configProcessor: Self = "VM.Config.CPU"
    package static let migrate: Self = "VM.Migrate"
    package static let power: Self = "VM.PowerMgmt"
    package static let snapshot: Self = "VM.Snapshot"

    /// What running commands in a machine through its agent needs (API schemas 8.4 and 9.2, `agent/exec`).
    package static func agentCommands(_ version: ProxmoxVersion) -> Self {
        version.major >= 9 ? "VM.GuestAgent.Unrestricted" : "VM.Monitor"
    }
}
