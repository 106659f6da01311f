// Objects as mapi4linux has them: virtual destructors first, interfaces inherited virtually.
#include <cstdint>

using ULONG = std::uint32_t;
using HRESULT = std::uint32_t;

struct IUnknown {
    virtual ~IUnknown() = default;
    virtual ULONG AddRef() = 0;
    virtual ULONG Release() = 0;
    virtual HRESULT QueryInterface(const void *iid, void **place) = 0;
};

struct IMAPISession : public virtual IUnknown {
    virtual HRESULT GetLastError(HRESULT, ULONG, void **) = 0;
    virtual HRESULT GetMsgStoresTable(ULONG, void **) = 0;
    virtual HRESULT OpenMsgStore(ULONG, ULONG, void *, void *, ULONG, void **) = 0;
    virtual HRESULT OpenAddressBook(ULONG, void *, ULONG, void **) = 0;
    virtual HRESULT OpenProfileSection(void *, void *, ULONG, void **) = 0;
    virtual HRESULT GetStatusTable(ULONG, void **) = 0;
    virtual HRESULT OpenEntry(ULONG, void *, void *, ULONG, ULONG *, void **) = 0;
    virtual HRESULT CompareEntryIDs(ULONG, void *, ULONG, void *, ULONG, ULONG *) = 0;
    virtual HRESULT Advise(ULONG, void *, ULONG, void *, ULONG *) = 0;
    virtual HRESULT Unadvise(ULONG) = 0;
    virtual HRESULT MessageOptions(ULONG, ULONG, void *, void *) = 0;
    virtual HRESULT QueryDefaultMessageOpt(void *, ULONG, ULONG *, void **) = 0;
    virtual HRESULT EnumAdrTypes(ULONG, ULONG *, void **) = 0;
    virtual HRESULT QueryIdentity(ULONG *, void **) = 0;
    virtual HRESULT Logoff(ULONG, ULONG, ULONG) = 0;
};

constexpr HRESULT NO = 0x80040102;

// Something in front, so that the parts of the object do not all begin where it begins.
struct Counted {
    virtual ~Counted() = default;
    ULONG references = 1;
};

struct Session final : public Counted, public IMAPISession {
    ULONG AddRef() override { return ++references; }
    ULONG Release() override { return --references; }
    HRESULT QueryInterface(const void *, void **) override { return 0x80004002; }
    HRESULT GetLastError(HRESULT, ULONG, void **) override { return NO; }
    HRESULT GetMsgStoresTable(ULONG, void **) override { return NO; }
    HRESULT OpenMsgStore(ULONG, ULONG, void *, void *, ULONG, void **) override { return NO; }
    HRESULT OpenAddressBook(ULONG, void *, ULONG, void **) override { return NO; }
    HRESULT OpenProfileSection(void *, void *, ULONG, void **) override { return NO; }
    HRESULT GetStatusTable(ULONG, void **) override { return NO; }
    HRESULT OpenEntry(ULONG, void *, void *, ULONG, ULONG *, void **) override { return NO; }
    HRESULT CompareEntryIDs(ULONG, void *, ULONG, void *, ULONG, ULONG *) override { return NO; }
    HRESULT Advise(ULONG, void *, ULONG, void *, ULONG *) override { return NO; }
    HRESULT Unadvise(ULONG) override { return NO; }
    HRESULT MessageOptions(ULONG, ULONG, void *, void *) override { return NO; }
    HRESULT QueryDefaultMessageOpt(void *, ULONG, ULONG *, void **) override { return NO; }
    HRESULT EnumAdrTypes(ULONG, ULONG *, void **) override { return NO; }
    HRESULT QueryIdentity(ULONG *, void **) override { return NO; }
    HRESULT Logoff(ULONG, ULONG, ULONG) override { return 0; }
};

extern "C" HRESULT MAPIInitialize(void *) { return 0; }
extern "C" void MAPIUninitialize() {}
extern "C" HRESULT MAPILogonEx(ULONG, void *, void *, ULONG, IMAPISession **place)
{
    *place = new Session;
    return 0;
}
