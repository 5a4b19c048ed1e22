//! Stands in for the AWS services that the recorded cases called: what they answer shows whether the request that was
//! sent is one that they would have taken.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// What the service answers. None: the address is no service's, or it would have refused the request.
pub fn answer(fixture: &Value, sent: &Value) -> Option<Value> {
    let url = sent["url"].as_str()?;
    let service = url.strip_prefix("https://")?.split('.').next()?;
    let action = url.split_once("Action=").map(|(_, rest)| rest.split('&').next().unwrap_or_default());
    let text = sent["body"].as_str().unwrap_or_default();
    let body: Value = serde_json::from_str(text).unwrap_or_default();
    let result = match (service, action) {
        ("dynamodb", Some(action)) => table(fixture, action, &body)?,
        ("kinesis", Some("PutRecord")) => record(&body)?,
        ("kinesis", Some("PutRecords")) => {
            let records: Option<Vec<Value>> = body["Records"].as_array()?.iter().map(record).collect();
            json!({"FailedRecordCount": 0, "Records": records?})
        }
        ("sqs", None) if sent["headers"]["X-Amz-Target"] == "AmazonSQS.SendMessage" => {
            // The message is JSON with the whole context in it.
            let message: Value = serde_json::from_str(body["MessageBody"].as_str()?).ok()?;
            message["context"]["apiId"].as_str().map(|_| json!({}))?
        }
        ("sqs", None) => text.starts_with("Action=SendMessage&MessageBody={").then(|| json!({}))?,
        ("ssm", Some("GetParameter")) => parameter(url.split_once("Name=")?.1),
        _ => return None,
    };
    Some(json!({"status": 200, "headers": {"Content-Type": "application/json"}, "body": result}))
}

/// One table with what the recording had put into it.
fn table(fixture: &Value, action: &str, body: &Value) -> Option<Value> {
    body["TableName"].as_str()?;
    let mut ids: Vec<&str> = fixture["unfolded_steps"]
        .as_array()?
        .iter()
        .filter_map(|step| step["args"]["Item"]["id"]["S"].as_str())
        .collect();
    ids.sort_unstable();
    match action {
        "PutItem" => return body["Item"]["id"]["S"].as_str().map(|_| json!({})),
        "Query" => {
            let wanted = body["ExpressionAttributeValues"][":id"]["S"].as_str()?;
            ids.retain(|id| *id == wanted);
        }
        _ => {}
    }
    let items: Vec<Value> = ids.iter().map(|id| json!({"id": {"S": id}})).collect();
    Some(json!({"Count": items.len(), "Items": items, "ScannedCount": items.len()}))
}

/// A record's data is base64.
fn record(record: &Value) -> Option<Value> {
    let data = STANDARD.decode(record["Data"].as_str()?).ok()?;
    record["PartitionKey"].as_str()?;
    let number = data.iter().fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)));
    Some(json!({"SequenceNumber": number.to_string(), "ShardId": "shardId-000000000000"}))
}

fn parameter(name: &str) -> Value {
    json!({"GetParameterResponse": {
        "GetParameterResult": {"Parameter": {
            "ARN": format!("arn:aws:ssm:us-east-1:111111111111:parameter/{name}"), "DataType": "text",
            "LastModifiedDate": 1.7e9, "Name": name, "Selector": null, "SourceResult": null, "Type": "String",
            "Value": "123", "Version": 1,
        }},
        "ResponseMetadata": {"HTTPHeaders": {}},
    }})
}
