"""Two PDCA records written for tests: the template with emoji and bold, and the requirement's plain
form.
"""

LOG, BLOB = "2024-05-06-UTC-1800-valve-log.pdca.md", "https://github.com/o/r/blob/main/pdca"
PATH = "pdca/2024-05-07-UTC-0630-valve-alarm.pdca.md"
SEED = "pdca/20241102-070000-ExportAgent.Architect.pdca.md"

EMOJI = f"""# 📋 **PDCA Cycle: Valve Alarm - False Positives at Night**

**🗓️ Date:** 2024-05-07-UTC-0630
**🎯 Objective:** Stop the valve alarm from ringing when the sensor sleeps
**👤 Agent Name:** PumpAgent → keeps the pumps running
**👤 Agent Role:** Developer → firmware
**🔗 Previous PDCA:** [GitHub]({BLOB}/{LOG}) | [§/pdca/{LOG}]({LOG})
**🏅 CMM Badge:** CMM3 (defined)

---

## **📊 SUMMARY**

The sensor sleeps at two and reports zero.

## **📋 PLAN**

**Analysis:** zero means both closed and asleep.

## **🔧 DO**

- Named the missing value

## **✅ CHECK**

- [x] 0 alarms in 3 nights

## **🎯 ACT**

**Key Learning:** A missing value needs a name of its own.
"""

PLAIN = """# PDCA: Move the ledger export

Agent: ExportAgent.Architect
Date: 2024-11-02

## Objective
Write the export once.

## Plan
Two exporters differ; keep the streaming one.

## Do
1. Moved the writer

## Check
Works in both tools.

## Act
### Lessons
- One writer is easier to test than two

PRECEDES: [20241103-080000-ExportAgent.Architect.pdca.md]
FOLLOWS: [20241101-080000-ExportAgent.Architect.pdca.md]
"""
