data "aws_region" "r" {}
data "aws_caller_identity" "me" {}
data "aws_partition" "p" {}
resource "aws_sqs_queue" "q" {
  name                        = "orders.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
}
resource "aws_sfn_state_machine" "sm" {
  name       = "orders"
  type       = "EXPRESS"
  role_arn   = "arn:aws:iam::123456789012:role/sfn"
  definition = jsonencode({ StartAt = "Done", States = { Done = { Type = "Succeed" } } })
}
resource "aws_dynamodb_table" "t" {
  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
}
data "aws_iam_policy_document" "apigw" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.q.arn]
  }
  statement {
    actions   = ["states:StartSyncExecution"]
    resources = [aws_sfn_state_machine.sm.arn]
  }
  statement {
    actions   = ["dynamodb:GetItem"]
    resources = [aws_dynamodb_table.t.arn]
  }
}
resource "aws_iam_role" "apigw" {
  name               = "apigw"
  assume_role_policy = file("${path.module}/assume.json")
}
resource "aws_iam_role_policy" "apigw" {
  role   = aws_iam_role.apigw.name
  policy = data.aws_iam_policy_document.apigw.json
}
resource "aws_api_gateway_rest_api" "o" { name = "orders" }
resource "aws_api_gateway_model" "order" {
  rest_api_id  = aws_api_gateway_rest_api.o.id
  name         = "Order"
  content_type = "application/json"
  schema       = file("${path.module}/order.schema.json")
}
resource "aws_api_gateway_request_validator" "body" {
  rest_api_id           = aws_api_gateway_rest_api.o.id
  name                  = "body"
  validate_request_body = true
}
resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.o.id
  parent_id   = aws_api_gateway_rest_api.o.root_resource_id
  path_part   = "orders"
}
resource "aws_api_gateway_resource" "order" {
  rest_api_id = aws_api_gateway_rest_api.o.id
  parent_id   = aws_api_gateway_resource.orders.id
  path_part   = "{orderId}"
}
resource "aws_api_gateway_method" "post" {
  rest_api_id          = aws_api_gateway_rest_api.o.id
  resource_id          = aws_api_gateway_resource.orders.id
  http_method          = "POST"
  authorization        = "AWS_IAM"
  request_models       = { "application/json" = aws_api_gateway_model.order.name }
  request_validator_id = aws_api_gateway_request_validator.body.id
}
resource "aws_api_gateway_integration" "post" {
  rest_api_id             = aws_api_gateway_rest_api.o.id
  resource_id             = aws_api_gateway_resource.orders.id
  http_method             = aws_api_gateway_method.post.http_method
  type                    = "AWS"
  integration_http_method = "POST"
  credentials             = aws_iam_role.apigw.arn
  uri                     = "arn:${data.aws_partition.p.partition}:apigateway:${data.aws_region.r.name}:sqs:path/${data.aws_caller_identity.me.account_id}/${aws_sqs_queue.q.name}"
  passthrough_behavior    = "NEVER"
  request_parameters      = { "integration.request.header.Content-Type" = "'application/x-www-form-urlencoded'" }
  request_templates = {
    "application/json" = "Action=SendMessage&MessageGroupId=$util.urlEncode($input.path('$.customer'))&MessageBody=$util.urlEncode($input.body)"
  }
}
resource "aws_api_gateway_method_response" "post" {
  for_each    = toset(["202", "400", "500"])
  rest_api_id = aws_api_gateway_rest_api.o.id
  resource_id = aws_api_gateway_resource.orders.id
  http_method = aws_api_gateway_method.post.http_method
  status_code = each.key
}
resource "aws_api_gateway_integration_response" "post" {
  for_each          = { "202" = "2\\d{2}", "400" = "4\\d{2}", "500" = "" }
  rest_api_id       = aws_api_gateway_rest_api.o.id
  resource_id       = aws_api_gateway_resource.orders.id
  http_method       = aws_api_gateway_method.post.http_method
  status_code       = aws_api_gateway_method_response.post[each.key].status_code
  selection_pattern = each.value
  response_templates = {
    "application/json" = templatefile("${path.module}/resp.vtl.tftpl", { code = each.key })
  }
  depends_on = [aws_api_gateway_integration.post]
}
resource "aws_api_gateway_method" "run" {
  rest_api_id   = aws_api_gateway_rest_api.o.id
  resource_id   = aws_api_gateway_resource.order.id
  http_method   = "PUT"
  authorization = "NONE"
}
resource "aws_api_gateway_integration" "run" {
  rest_api_id             = aws_api_gateway_rest_api.o.id
  resource_id             = aws_api_gateway_resource.order.id
  http_method             = aws_api_gateway_method.run.http_method
  type                    = "AWS"
  integration_http_method = "POST"
  credentials             = aws_iam_role.apigw.arn
  uri                     = "arn:aws:apigateway:${data.aws_region.r.name}:states:action/StartSyncExecution"
  request_templates = {
    "application/json" = <<EOT
#set($body = $util.escapeJavaScript($input.json('$')).replaceAll("\\'", "'"))
{
  "input": "$body",
  "name": "$context.requestId",
  "stateMachineArn": "${aws_sfn_state_machine.sm.arn}"
}
EOT
  }
}
resource "aws_api_gateway_method_response" "run" {
  rest_api_id = aws_api_gateway_rest_api.o.id
  resource_id = aws_api_gateway_resource.order.id
  http_method = aws_api_gateway_method.run.http_method
  status_code = 200
}
resource "aws_api_gateway_integration_response" "run" {
  rest_api_id = aws_api_gateway_rest_api.o.id
  resource_id = aws_api_gateway_resource.order.id
  http_method = aws_api_gateway_method.run.http_method
  status_code = 200
  response_templates = { "application/json" = "$util.parseJson($input.path('$.output'))" }
  depends_on = [aws_api_gateway_integration.run]
}
resource "aws_api_gateway_method" "get" {
  rest_api_id   = aws_api_gateway_rest_api.o.id
  resource_id   = aws_api_gateway_resource.order.id
  http_method   = "GET"
  authorization = "NONE"
}
resource "aws_api_gateway_integration" "get" {
  rest_api_id             = aws_api_gateway_rest_api.o.id
  resource_id             = aws_api_gateway_resource.order.id
  http_method             = aws_api_gateway_method.get.http_method
  type                    = "AWS"
  integration_http_method = "POST"
  credentials             = aws_iam_role.apigw.arn
  uri                     = "arn:aws:apigateway:${data.aws_region.r.name}:dynamodb:action/GetItem"
  request_templates = {
    "application/json" = jsonencode({ TableName = aws_dynamodb_table.t.name, Key = { id = { S = "$method.request.path.orderId" } } })
  }
}
resource "aws_api_gateway_method_response" "get" {
  rest_api_id = aws_api_gateway_rest_api.o.id
  resource_id = aws_api_gateway_resource.order.id
  http_method = aws_api_gateway_method.get.http_method
  status_code = "200"
}
resource "aws_api_gateway_integration_response" "get" {
  rest_api_id = aws_api_gateway_rest_api.o.id
  resource_id = aws_api_gateway_resource.order.id
  http_method = aws_api_gateway_method.get.http_method
  status_code = "200"
  response_templates = { "application/json" = "#set($i = $input.path('$.Item'))\n{\"id\": \"$i.id.S\"}" }
  depends_on = [aws_api_gateway_integration.get]
}
resource "aws_api_gateway_deployment" "d" {
  rest_api_id = aws_api_gateway_rest_api.o.id
  triggers = {
    redeployment = sha1(jsonencode([
      aws_api_gateway_integration.post, aws_api_gateway_integration.run, aws_api_gateway_integration.get,
    ]))
  }
  lifecycle { create_before_destroy = true }
}
resource "aws_api_gateway_stage" "prod" {
  rest_api_id   = aws_api_gateway_rest_api.o.id
  deployment_id = aws_api_gateway_deployment.d.id
  stage_name    = "prod"
}
resource "aws_wafv2_web_acl_association" "w" {
  resource_arn = aws_api_gateway_stage.prod.arn
  web_acl_arn  = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/main/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
}
