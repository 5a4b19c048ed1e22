# An API without functions: each method speaks to a service of AWS by templates.

data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  region  = data.aws_region.current.name
  account = data.aws_caller_identity.current.account_id
}

resource "aws_sqs_queue" "events" {
  name                    = "events"
  sqs_managed_sse_enabled = true
}

resource "aws_dynamodb_table" "events" {
  name         = "events"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_s3_bucket" "reports" {
  bucket_prefix = "reports-"
}

resource "aws_sfn_state_machine" "import" {
  name     = "import"
  type     = "EXPRESS"
  role_arn = aws_iam_role.states.arn

  definition = jsonencode({
    StartAt = "Done"
    States = {
      Done = { Type = "Succeed" }
    }
  })
}

data "aws_iam_policy_document" "assume" {
  for_each = toset(["apigateway", "states"])

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["${each.value}.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "states" {
  name_prefix        = "import-"
  assume_role_policy = data.aws_iam_policy_document.assume["states"].json
}

resource "aws_iam_role" "api" {
  name_prefix        = "events-api-"
  assume_role_policy = data.aws_iam_policy_document.assume["apigateway"].json
}

data "aws_iam_policy_document" "api" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.events.arn]
  }

  statement {
    actions   = ["dynamodb:GetItem"]
    resources = [aws_dynamodb_table.events.arn]
  }

  statement {
    actions   = ["states:StartSyncExecution"]
    resources = [aws_sfn_state_machine.import.arn]
  }

  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.reports.arn}/*"]
  }
}

resource "aws_iam_role_policy" "api" {
  role   = aws_iam_role.api.id
  policy = data.aws_iam_policy_document.api.json
}

resource "aws_api_gateway_rest_api" "events" {
  name               = "events"
  binary_media_types = ["application/pdf"]
}

resource "aws_api_gateway_resource" "events" {
  rest_api_id = aws_api_gateway_rest_api.events.id
  parent_id   = aws_api_gateway_rest_api.events.root_resource_id
  path_part   = "events"
}

resource "aws_api_gateway_resource" "event" {
  rest_api_id = aws_api_gateway_rest_api.events.id
  parent_id   = aws_api_gateway_resource.events.id
  path_part   = "{id}"
}

resource "aws_api_gateway_resource" "imports" {
  rest_api_id = aws_api_gateway_rest_api.events.id
  parent_id   = aws_api_gateway_rest_api.events.root_resource_id
  path_part   = "imports"
}

resource "aws_api_gateway_resource" "report" {
  rest_api_id = aws_api_gateway_rest_api.events.id
  parent_id   = aws_api_gateway_rest_api.events.root_resource_id
  path_part   = "{report}"
}

# POST /events puts a message into the queue.
resource "aws_api_gateway_method" "send" {
  rest_api_id          = aws_api_gateway_rest_api.events.id
  resource_id          = aws_api_gateway_resource.events.id
  http_method          = "POST"
  authorization        = "NONE"
  request_validator_id = aws_api_gateway_request_validator.body.id

  request_models = {
    "application/json" = aws_api_gateway_model.event.name
  }
}

resource "aws_api_gateway_request_validator" "body" {
  rest_api_id           = aws_api_gateway_rest_api.events.id
  name                  = "body"
  validate_request_body = true
}

resource "aws_api_gateway_model" "event" {
  rest_api_id  = aws_api_gateway_rest_api.events.id
  name         = "Event"
  content_type = "application/json"

  schema = jsonencode({
    "$schema" = "http://json-schema.org/draft-04/schema#"
    type      = "object"
    required  = ["kind"]
    properties = {
      kind = { type = "string" }
    }
  })
}

resource "aws_api_gateway_integration" "send" {
  rest_api_id             = aws_api_gateway_rest_api.events.id
  resource_id             = aws_api_gateway_resource.events.id
  http_method             = aws_api_gateway_method.send.http_method
  type                    = "AWS"
  integration_http_method = "POST"
  uri                     = "arn:aws:apigateway:${local.region}:sqs:path/${local.account}/${aws_sqs_queue.events.name}"
  credentials             = aws_iam_role.api.arn
  passthrough_behavior    = "NEVER"

  request_parameters = {
    "integration.request.header.Content-Type" = "'application/x-www-form-urlencoded'"
  }

  request_templates = {
    "application/json" = "Action=SendMessage&MessageBody=$util.urlEncode($input.body)"
  }
}

resource "aws_api_gateway_method_response" "send" {
  rest_api_id = aws_api_gateway_rest_api.events.id
  resource_id = aws_api_gateway_resource.events.id
  http_method = aws_api_gateway_method.send.http_method
  status_code = "202"
}

resource "aws_api_gateway_integration_response" "send" {
  rest_api_id = aws_api_gateway_rest_api.events.id
  resource_id = aws_api_gateway_resource.events.id
  http_method = aws_api_gateway_integration.send.http_method
  status_code = aws_api_gateway_method_response.send.status_code

  response_templates = {
    "application/json" = jsonencode({ accepted = true })
  }
}

# GET /events/{id} reads the table.
resource "aws_api_gateway_method" "read" {
  rest_api_id   = aws_api_gateway_rest_api.events.id
  resource_id   = aws_api_gateway_resource.event.id
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "read" {
  rest_api_id             = aws_api_gateway_rest_api.events.id
  resource_id             = aws_api_gateway_resource.event.id
  http_method             = aws_api_gateway_method.read.http_method
  type                    = "AWS"
  integration_http_method = "POST"
  uri                     = "arn:aws:apigateway:${local.region}:dynamodb:action/GetItem"
  credentials             = aws_iam_role.api.arn

  request_templates = {
    "application/json" = <<-EOT
      {
        "TableName": "${aws_dynamodb_table.events.name}",
        "Key": { "id": { "S": "$input.params('id')" } }
      }
    EOT
  }
}

resource "aws_api_gateway_method_response" "read" {
  for_each = toset(["200", "404"])

  rest_api_id = aws_api_gateway_rest_api.events.id
  resource_id = aws_api_gateway_resource.event.id
  http_method = aws_api_gateway_method.read.http_method
  status_code = each.value
}

resource "aws_api_gateway_integration_response" "read" {
  rest_api_id = aws_api_gateway_rest_api.events.id
  resource_id = aws_api_gateway_resource.event.id
  http_method = aws_api_gateway_integration.read.http_method
  status_code = aws_api_gateway_method_response.read["200"].status_code

  response_templates = {
    "application/json" = <<-EOT
      #set($item = $input.path('$.Item'))
      #if($item == "")
      #set($context.responseOverride.status = 404)
      { "message": "no event $input.params('id')" }
      #else
      { "id": "$item.id.S", "kind": "$item.kind.S" }
      #end
    EOT
  }
}

# POST /imports waits for a state machine.
resource "aws_api_gateway_method" "import" {
  rest_api_id   = aws_api_gateway_rest_api.events.id
  resource_id   = aws_api_gateway_resource.imports.id
  http_method   = "POST"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_integration" "import" {
  rest_api_id             = aws_api_gateway_rest_api.events.id
  resource_id             = aws_api_gateway_resource.imports.id
  http_method             = aws_api_gateway_method.import.http_method
  type                    = "AWS"
  integration_http_method = "POST"
  uri                     = "arn:aws:apigateway:${local.region}:states:action/StartSyncExecution"
  credentials             = aws_iam_role.api.arn

  request_templates = {
    "application/json" = jsonencode({
      stateMachineArn = aws_sfn_state_machine.import.arn
      input           = "$util.escapeJavaScript($input.json('$'))"
    })
  }
}

# GET /{report} hands out files of the bucket.
resource "aws_api_gateway_method" "report" {
  rest_api_id   = aws_api_gateway_rest_api.events.id
  resource_id   = aws_api_gateway_resource.report.id
  http_method   = "GET"
  authorization = "AWS_IAM"

  request_parameters = {
    "method.request.path.report" = true
  }
}

resource "aws_api_gateway_integration" "report" {
  rest_api_id             = aws_api_gateway_rest_api.events.id
  resource_id             = aws_api_gateway_resource.report.id
  http_method             = aws_api_gateway_method.report.http_method
  type                    = "AWS"
  integration_http_method = "GET"
  uri                     = "arn:aws:apigateway:${local.region}:s3:path/${aws_s3_bucket.reports.id}/{key}"
  credentials             = aws_iam_role.api.arn
  content_handling        = "CONVERT_TO_BINARY"

  request_parameters = {
    "integration.request.path.key" = "method.request.path.report"
  }
}

resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.events.id

  triggers = {
    redeployment = sha1(file("${path.module}/main.tf"))
  }

  depends_on = [
    aws_api_gateway_integration_response.send,
    aws_api_gateway_integration_response.read,
    aws_api_gateway_integration.import,
    aws_api_gateway_integration.report,
  ]

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "prod" {
  rest_api_id   = aws_api_gateway_rest_api.events.id
  deployment_id = aws_api_gateway_deployment.this.id
  stage_name    = "prod"
}
